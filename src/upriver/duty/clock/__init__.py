"""The statutory clock: what is due when, each with the rule that it rests on."""
