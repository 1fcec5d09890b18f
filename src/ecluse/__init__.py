"""Ecluse: may this AI chip ship there, on that day, under which rule, by which license path, and
why?

Belongs here: the public names, and where each of them lives; the old names of moved modules, for
one release. Does not: anything that works something out.
Always true: importing this reads no file and loads no room; a name is loaded when it is first used.
What is not listed here may change.

>>> import ecluse
>>> from datetime import date
>>> ecluse.ask("H100", to="Poland", on=date(2025, 6, 1)).outcome.value
'NLR'
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from warnings import warn

__version__ = "0.1.0"

TYPE_CHECKING = False  # as typing has it, whose import would take as long as all of this
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

    from ecluse import brief as brief
    from ecluse import compare as compare
    from ecluse import design as design
    from ecluse import inference as inference
    from ecluse import interview as interview
    from ecluse import orders as orders
    from ecluse import remedy as remedy
    from ecluse import simulate as simulate
    from ecluse.determine.answer import to_json as to_json
    from ecluse.determine.ask import ask as ask
    from ecluse.determine.determination import Determination as Determination
    from ecluse.determine.shipment import Shipment as Shipment
    from ecluse.determine.timeline import timeline as timeline
    from ecluse.determine.verdict import Outcome as Outcome
    from ecluse.errors import EcluseError as EcluseError
    from ecluse.law.library import Library as Library
    from ecluse.law.library import load as load
    from ecluse.law.measure import Reading as Reading
    from ecluse.law.scenario import applied as applied
    from ecluse.law.scenario import read_scenario as read_scenario

_PLACES = {
    "ask": "ecluse.determine.ask",
    "Determination": "ecluse.determine.determination",
    "Outcome": "ecluse.determine.verdict",
    "Shipment": "ecluse.determine.shipment",
    "timeline": "ecluse.determine.timeline",
    "to_json": "ecluse.determine.answer",
    "Library": "ecluse.law.library",
    "load": "ecluse.law.library",
    "Reading": "ecluse.law.measure",
    "read_scenario": "ecluse.law.scenario",
    "applied": "ecluse.law.scenario",
    "EcluseError": "ecluse.errors",
}
# Rooms with public functions of their own: `ecluse.orders`, `ecluse.design` … list them.
_ROOMS = ("brief", "compare", "design", "inference", "interview", "orders", "remedy", "simulate")
__all__ = ["__version__", *_PLACES, *_ROOMS]  # noqa: PLE0604  names of the two tables above


if not TYPE_CHECKING:  # or a type checker would take any name at all for one of ours

    def __getattr__(name: str) -> Any:
        if name in _ROOMS:
            return import_module(f"ecluse.{name}")
        if name not in _PLACES:
            raise AttributeError(f"module 'ecluse' has no attribute '{name}'")
        return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


# Modules that moved in 0.2 (docs/old-names.md): their old names go with the release after it.
_MOVED = {
    f"ecluse.orders.{name}": f"ecluse.tables.{name}"
    for name in (
        "arrow",
        "binary_sheets",
        "calamine",
        "compound_file",
        "connection",
        "csv_lines",
        "encoding",
        "engine",
        "engine_duckdb",
        "engine_spark",
        "form",
        "heading",
        "html_tables",
        "intake",
        "letters",
        "names",
        "postgres",
        "read",
        "read_csv",
        "read_workbook",
        "sheet",
        "sheet_types",
        "stage",
        "write",
        "write_duckdb",
        "write_sheet",
        "xlsx_marks",
        "xml_sheets",
        "zip_guard",
    )
}


def _now_called(name: str) -> str | None:
    """What a moved module is called now; None for any other."""
    if name in _MOVED:
        return _MOVED[name]
    room, _, module = name.rpartition(".")
    return f"{_MOVED[room]}.{module}" if room in _MOVED else None


class _OldNames:
    """Finds a moved module by its old name, after everything else has failed to."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module where it is now, as the import system asks for it."""
        if not name.startswith("ecluse.") or _now_called(name) is None:
            return None
        return ModuleSpec(name, self)  # type: ignore[arg-type]  # a loader by its two methods

    def create_module(self, spec: ModuleSpec) -> None:
        """None: an empty module stands in until the one that moved is in its place."""

    def exec_module(self, module: ModuleType) -> None:
        """Put the module that moved in the place of its old name."""
        old, new = module.__name__, _now_called(module.__name__)
        assert new is not None
        warn(f"{old} is now {new}; the old name goes soon", DeprecationWarning, stacklevel=2)
        moved = import_module(new)
        if old in _MOVED and hasattr(moved, "__path__"):
            # A room: its modules must be looked for here, not read a second time from its folder.
            module.__path__ = []
            module.__dict__.update({"__getattr__": lambda name: getattr(moved, name)})
        else:
            sys.modules[old] = moved


sys.meta_path.append(_OldNames())
