"""Cleared tables as spreadsheets that anyone can open and read, and the description of `cells.csv`."""
