"""Tools for assistants (MCP): the same answers, asked by a program that writes sentences."""
