"""What the best chip is best by; the keys are fields of an offer."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "per_chip": ("tokens/s a chip", "jetons/s par puce"),
    "per_dollar": ("tokens/s per 1,000 USD", "jetons/s pour 1\u202f000 USD"),
    "per_watt": ("tokens/s a watt", "jetons/s par watt"),
}
