"""The public site around a document: what its pages are told from, and what keeps every address answering."""
