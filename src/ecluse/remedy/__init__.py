"""What would have to change for an answer to change: the item, the law, or a license.

Belongs here: searching for the smallest such changes. Does not: answering (determine), or advising
another route or another party: no remedy names one.
Always true: every change that is named was put to the engine, and the engine's answer changed.

>>> from datetime import date
>>> from ecluse.remedy import remedies
>>> remedies("H20", to="China", on=date(2025, 5, 20)).named_by
('letters of April 2025, named parts',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.remedy.answer import RemedyAnswer
    from ecluse.remedy.ask import remedies
    from ecluse.remedy.remedy import Remedy

_HOMES = {"Remedy": "remedy", "RemedyAnswer": "answer", "remedies": "ask"}
__all__ = ["Remedy", "RemedyAnswer", "remedies"]
__getattr__ = on_demand(__name__, _HOMES)
