"""Signing in and out: by password and second factor, through an organisation, by a link; and what one signs in with."""
