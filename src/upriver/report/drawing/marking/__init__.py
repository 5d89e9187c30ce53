"""Marks and what they say: shapes and textures that differ without colour, and the words of each mark."""
