"""Words of meeting the Duty: a requirement and how it stands, and what is due when."""
