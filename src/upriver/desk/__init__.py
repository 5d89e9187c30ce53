"""The desk: who decided what. Models, verbs with an author, and the audit log."""
