"""Pictures as they are described, before anything draws them."""
