"""The response as pages read and change it: rows read once a state, a row's history, and changes that lose nobody's work."""
