"""Units as each language writes them; the keys are those of the vocabulary."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        "%": "%",
        "GB": "Go",
        "GB/s": "Go/s",
        "GB/s/mm2": "Go/s/mm²",
        "mm2": "mm²",
        "TPP/mm2": "TPP/mm²",
        "TOPS": "TOPS",
        "TOPS x bit": "TOPS × bit",
        "nm": "nm",
        "bit": "bit",
        "billion": "milliards",
        "units": "unités",
        "USD": "USD",
    }.items()
}
