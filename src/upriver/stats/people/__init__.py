"""Events that fall on people: how few bear how many, what repeats do to an interval, and who is known to two sources."""
