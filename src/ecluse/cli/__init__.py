"""The terminal: reads a command line, calls one function below, prints."""
