"""The lock: what may be shown. All findings of a document are cleared together, or none leaves."""
