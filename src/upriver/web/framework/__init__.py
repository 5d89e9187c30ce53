"""What every page stands on: its declaration, the right it asks for, what it is asked with, forms, lists and headers."""
