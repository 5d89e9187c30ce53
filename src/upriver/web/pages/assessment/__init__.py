"""The assessment while it is made: runs, what changed, what is written beside the figures, comments, and asking a figure or a claim."""
