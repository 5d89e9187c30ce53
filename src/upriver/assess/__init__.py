"""Assess: each analysis declares what it needs and answers one question with findings."""
