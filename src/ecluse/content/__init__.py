"""Is an item made abroad subject at all: its bill of materials, and what the rules make of it."""
