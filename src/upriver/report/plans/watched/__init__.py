"""Indicators on paper: their control charts and tables, and the three answers of the board's page."""
