"""The door for browsers: today the published site on this machine."""
