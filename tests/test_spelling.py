"""A site whose names a disk has in decomposed letters, as Macs write them, is the same site."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from whole_sites import call, read_files, read_site, write_files

FOLDED = {unicodedata.normalize("NFD", path): data for path, data in read_site("trilingual").items()}


def test_a_site_in_decomposed_names_is_built_and_rebuilt_as_in_composed_ones(tmp_path: Path) -> None:
    plain, folded = write_files(tmp_path / "a", read_site("trilingual")), write_files(tmp_path / "b", FOLDED)
    done = [call("--quiet", folder=root) for root in (plain, folded)]
    assert [one.status for one in done] == [0, 0]
    assert done[0].err == done[1].err
    made = read_files(plain / "output")
    assert read_files(folded / "output") == made
    assert "0 written" in call(folder=folded).out
    text = folded / unicodedata.normalize("NFD", "content/pages/über-uns.de.md")
    text.write_text(text.read_text(encoding="utf-8") + "\nNoch ein Satz.\n", encoding="utf-8")
    assert call("--quiet", folder=folded).status == 0
    assert b"Noch ein Satz." in (folded / "output/de/über-uns/index.html").read_bytes()


def test_what_commands_write_goes_into_the_file_that_is_there(tmp_path: Path) -> None:
    root = write_files(tmp_path, FOLDED)
    name = unicodedata.normalize("NFD", "press/2025-09-30-eröffnung")
    before = read_files(root / "content")
    assert call("ack", name, folder=root).status == 0
    after = read_files(root / "content")
    assert after.keys() == before.keys()
    assert {path.rpartition(".md")[0][-3:] for path in after if after[path] != before[path]} <= {".en", ".zh"}
    assert after != before
