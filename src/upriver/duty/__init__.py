"""The law as data: whether a wish is permitted, how each requirement stands, and what is due when."""
