"""Documents of the response inside the workspace's own pages: the same blocks as on paper, drawn from the same pieces as every page."""
