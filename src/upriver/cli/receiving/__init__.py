"""Commands for what providers send: sending it, receiving it, keeping it only as long as agreed, and how good it is."""
