"""What the documents of the response share: the story they are told from, tables of actions, money, authorities, and their pictures."""
