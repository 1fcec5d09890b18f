"""The documentation: what it says is what is so."""
