"""`who`, and how its answers are said."""
