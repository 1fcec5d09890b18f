"""What is in force, as a value: the log of measures, the rule language, scenarios."""
