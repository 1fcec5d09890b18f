"""Files and databases read and written, line for line; nothing here knows any law."""
