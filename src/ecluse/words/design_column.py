"""The columns and rows of `ecluse design`, short."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "die": ("die", "p."),
    "link": ("link", "lien"),
    "clock": ("clock", "hor."),
    "decode": ("decode", "décod."),
    "prefill": ("prefill", "prérem."),
    "by": ("by", "crit."),
    "best": ("best", "mieux"),
    "no law": ("no law", "libre"),
}
