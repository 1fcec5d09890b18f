"""The rule language: one line that reads like the regulation, one tree, several interpreters."""
