"""Order books that a server answers: each in a process of its own, found after a restart."""
