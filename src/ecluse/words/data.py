"""`ecluse data`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "sealed": ("as sealed", "conformes au scellé"),
    "open": ("not as sealed", "différentes du scellé"),
    "installed": ("installed: {}  {}", "installées : {}  {}"),
}
