"""The columns and rows of `ecluse design`, short."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        "die": "p.",
        "link": "lien",
        "clock": "hor.",
        "decode": "décod.",
        "prefill": "prérem.",
        "by": "crit.",
        "best": "mieux",
        "no law": "libre",
    }.items()
}
