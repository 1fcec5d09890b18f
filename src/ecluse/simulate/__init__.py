"""Markets over time: what a law, a notice, a license, a fee lets through, as ranges."""
