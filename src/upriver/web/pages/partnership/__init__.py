"""Setting up the partnership, step by step, and the register of its authorities."""
