"""How good the checks of translations are, on texts of other people: `make evaluate CORPORA=DIR`."""
