"""The staircase: the only place where rooms meet. One file a verb, sequence only; all inputs are arguments."""
