"""The shelf of documents that are told from records and cleared figures: one file a document."""
