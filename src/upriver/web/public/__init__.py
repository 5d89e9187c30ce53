"""The public site, served on an origin of its own: plain files, looks in a cookie, exploring, and having a say."""
