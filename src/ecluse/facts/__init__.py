"""What is true, with its source: items, countries, parties and the vocabulary that rules may use."""
