"""The Easy Read edition: what a person wrote in easy words, a line an idea."""
