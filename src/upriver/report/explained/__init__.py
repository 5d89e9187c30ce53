"""Explaining a figure: its name, where it is told how it was made, and the same as data."""
