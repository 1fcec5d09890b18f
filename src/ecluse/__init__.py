"""Ecluse: may this AI chip ship there, on that day, under which rule, by which license path, and
why?

The public names; the rest may change.

>>> import ecluse
>>> from datetime import date
>>> ecluse.ask("H100", to="Poland", on=date(2025, 6, 1)).outcome.value
'NLR'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "ask": "ecluse.determine.ask",
    "Determination": "ecluse.determine.decide",
    "Outcome": "ecluse.determine.verdict",
    "Shipment": "ecluse.determine.shipment",
    "timeline": "ecluse.determine.timeline",
    "to_json": "ecluse.determine.to_json",
    "Library": "ecluse.law.library",
    "load": "ecluse.law.library",
    "Reading": "ecluse.law.measure",
    "read_scenario": "ecluse.law.scenario",
    "applied": "ecluse.law.scenario",
    "EcluseError": "ecluse.errors",
}
__all__ = list(_PLACES)


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'ecluse' has no attribute '{name}'")
    return getattr(import_module(_PLACES[name]), name)
