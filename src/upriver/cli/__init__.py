"""The door for commands: wishes into verbs of the desk, words into lines."""
