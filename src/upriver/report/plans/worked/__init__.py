"""Studies and the evidence library as pages: what was asked, what could have been seen, what was found, what is known elsewhere."""
