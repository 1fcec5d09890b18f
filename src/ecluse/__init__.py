"""Ecluse: may this AI chip ship there, on that day, under which rule, and why."""
