"""The two phases of serving a language model."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "prefill": ("prefill", "préremplissage"),
    "decode": ("decode", "décodage"),
}
