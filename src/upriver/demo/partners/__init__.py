"""What the partners of the fictional partnership send: one file for each feed, contract and period."""
