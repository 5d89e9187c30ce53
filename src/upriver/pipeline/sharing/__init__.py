"""The staircase of partners' data: what may be used, what is counted, what is kept."""
