"""What people say to the partnership without a name: added by the public site, read and handled by whoever reads it."""
