"""The public site: its pages, its search, and what stands above a page about harm."""
