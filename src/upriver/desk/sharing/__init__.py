"""What partners are asked for, and what their officers send in a browser: uploads, forms, declarations, mappings."""
