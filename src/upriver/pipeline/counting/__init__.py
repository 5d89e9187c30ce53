"""From held parts to what an assessment is answered from: coverage, ground, open tables, needs of analyses."""
