"""Agreements: what was agreed, signed, confirmed, narrowed and withdrawn, each change kept."""
