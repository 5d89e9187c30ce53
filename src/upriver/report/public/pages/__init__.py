"""The pages of the public site, one file a subject."""
