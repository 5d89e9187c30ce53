"""Reading one claim in plain English: its words, numbers and times."""
