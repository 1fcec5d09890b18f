"""Where output goes: checked before the work, made beside its place, put there whole."""
