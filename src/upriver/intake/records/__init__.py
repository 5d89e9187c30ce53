"""Records of the partnership's own, as they come in: from a sheet, a TOML file, a command or a form, all checked the same way."""
