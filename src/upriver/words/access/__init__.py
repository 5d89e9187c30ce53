"""Who may do what: roles, rights, what a person was granted, and what a right is asked about."""
