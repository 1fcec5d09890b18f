"""The pages for people, English and French: a module for each kind."""
