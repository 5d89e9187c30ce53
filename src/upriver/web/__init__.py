"""The door for browsers: the partnership's workspace, and the published site on an origin of its own."""
