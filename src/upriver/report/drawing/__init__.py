"""How charts are drawn: straight to SVG, text as text, the same bytes every time."""
