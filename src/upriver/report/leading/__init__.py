"""What comes first: the order of findings, the first page, and whom each partner's page is for."""
