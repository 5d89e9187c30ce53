"""Blocks of the packs: what a board, a funder, a scrutiny committee or a new colleague needs and no other document has."""
