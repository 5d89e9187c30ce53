"""Cleared tables in, documents out: pages, charts, maps, print and spreadsheets."""
