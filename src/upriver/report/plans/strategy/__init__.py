"""The response strategy, page by page."""
