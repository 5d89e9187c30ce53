"""The foundation: the nouns that every room speaks in. Standard library only; import from the modules."""
