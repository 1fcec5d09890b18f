"""Which cases a law cannot tell apart, so that one answer stands for all of them."""
