"""Change, season and outlook in words and tables, from cleared cells alone."""
