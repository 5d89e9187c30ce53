"""What may be said of figures, and how each was made: handed on from the rooms that know."""
