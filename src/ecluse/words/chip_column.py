"""The columns of `ecluse chips`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "density": ("density", "densité"),
    "dram": ("DRAM GB/s", "DRAM Go/s"),
    "io": ("I/O GB/s", "E/S Go/s"),
}
