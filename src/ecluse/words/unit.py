"""Units as each language writes them; the keys are those of the vocabulary."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "%": ("%", "%"),
    "GB": ("GB", "Go"),
    "GB/s": ("GB/s", "Go/s"),
    "GB/s/mm2": ("GB/s/mm2", "Go/s/mm²"),
    "mm2": ("mm2", "mm²"),
    "TPP/mm2": ("TPP/mm2", "TPP/mm²"),
    "TOPS": ("TOPS", "TOPS"),
    "TOPS x bit": ("TOPS x bit", "TOPS × bit"),
    "nm": ("nm", "nm"),
    "bit": ("bit", "bit"),
    "billion": ("billion", "milliards"),
    "units": ("units", "unités"),
    "USD": ("USD", "USD"),
}
