"""How work is done: claimed, run in a process of its own within limits, and taken up again where a worker died."""
