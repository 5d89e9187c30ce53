"""How pages show things: forms, lists and their files, templates, the language of every passage."""
