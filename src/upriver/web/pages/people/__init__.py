"""People and access: accounts, invitations, roles, and the review of who has what and opened what."""
