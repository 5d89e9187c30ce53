"""Signing in: second factors, other organisations' identity providers, and how long a visit lasts. The pages are in `pages/signing`."""
