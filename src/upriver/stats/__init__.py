"""Arrays in, numbers out: the statistics, with no domain words, no files and no pictures."""
