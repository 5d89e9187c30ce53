"""Papers about sharing, filled from what the partnership has recorded: drafts for its own legal advice."""
