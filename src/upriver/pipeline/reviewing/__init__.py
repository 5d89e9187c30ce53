"""What the gate needs of a document before somebody reads it: what exactly is voted on, and the reviewer's page."""
