"""What no linter checks: the rules of the house, walked over every room."""
