"""Documents of the response as they were made: which may be made, which lie in the workspace, and their files."""
