"""The agency's own examples, asked of the engine: where both agree, and where not."""
