"""How the partnership stands by the Duty: what arrived, what is late, what is due, and the year's round."""
