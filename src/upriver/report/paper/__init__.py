"""A document on paper: one tagged PDF that reads well in print and with a screen reader."""
