"""What a translation must have in common with its source: figures by value, structure, links, typography."""
