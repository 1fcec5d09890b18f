"""The upper bound of a stretch, which belongs to it (in) or does not (out)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "in": ("at most {}", "au plus {}"),
    "out": ("less than {}", "moins de {}"),
}
