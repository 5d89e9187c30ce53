"""What is done to somebody's file in a process of its own, within bounds: looking it through, and proposing what its columns could be."""
