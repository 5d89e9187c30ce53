"""What providers send back of what is delivered, as counts of the partnership: read once for the analysis on the shelf."""
