"""The languages that pages are made in: their catalogues, their glossary, and how much of a document is in each."""
