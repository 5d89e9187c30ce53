"""Charts about a middle: a pyramid of ages, and a spine of values beside those of England."""
