"""What `agree` and `can-i` need besides the commands themselves."""
