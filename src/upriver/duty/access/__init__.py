"""The one policy: which role may do what, and to whose things."""
