"""From records and cleared figures to the documents of the response: the strategy, the annual report, the packs."""
