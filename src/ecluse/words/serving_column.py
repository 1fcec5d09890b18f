"""The columns of `ecluse infer`."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "phase": ("phase", "phase"),
    "rate": ("tokens/s a chip", "jetons/s par puce"),
    "in all": ("in all", "en tout"),
    "pass": ("pass", "passe"),
    "energy": ("J/token", "J/jeton"),
    "cost": ("USD/M tokens", "USD/M jetons"),
    "bound by": ("bound by", "limité par"),
}
