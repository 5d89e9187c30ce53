"""The response: strategies, every register as lists and forms, and the registers as one spreadsheet."""
