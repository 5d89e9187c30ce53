"""How residents are told: what is held of them, and their breakdowns."""
