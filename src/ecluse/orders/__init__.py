"""Whole order books: every line read, determined, totalled and written back, none lost."""
