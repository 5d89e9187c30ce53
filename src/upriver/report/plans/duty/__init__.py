"""What the documents about the Duty share: the calendar file, the digest, and the tables of requirements and days."""
