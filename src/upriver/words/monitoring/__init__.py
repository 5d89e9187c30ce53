"""Words of watching: what an indicator is, whether it moves, and what a study found."""
