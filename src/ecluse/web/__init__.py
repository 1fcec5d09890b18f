"""Pages, an HTTP API and tools for assistants: the same answers as on the terminal, over HTTP."""
