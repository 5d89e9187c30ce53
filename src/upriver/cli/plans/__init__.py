"""Commands of the response: registers, plans, packs, the Duty and its clock."""
