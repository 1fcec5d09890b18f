"""What is true, with its source: items, countries, parties and the vocabulary of the rules."""
