"""Rules of delivery: whether an action is on time, what of its money is spent, and what a board must be told of."""
