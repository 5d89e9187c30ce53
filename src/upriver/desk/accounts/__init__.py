"""Accounts: who may sign in, what each was granted, invitations, and who acts now."""
