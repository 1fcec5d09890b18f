"""The columns of `ecluse compare`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "chip": ("chip", "puce"),
    "layout": ("layout", "disposition"),
    "batch": ("batch", "lot"),
    "prefill": ("prefill/s/chip", "prérem./s/puce"),
    "decode": ("decode/s/chip", "décod./s/puce"),
    "ttft": ("TTFT ms", "TTFT ms"),
    "tpot": ("TPOT ms", "TPOT ms"),
    "joule": ("J/token", "J/jeton"),
    "ratio": ("output x", "sortie ×"),
}
