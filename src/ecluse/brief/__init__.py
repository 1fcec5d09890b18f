"""The one-minute brief: a title, four bullets, one picture, what is certain and what is not.

Belongs here: telling what other rooms found. Does not: finding anything.
Always true: a title has at most 64 signs, a bullet at most 25 words (French 30); each number says
from which answer it was taken; no text of somebody else's is code in any form of a brief.

>>> from datetime import date
>>> import ecluse
>>> from ecluse.brief import BriefTerms, check_brief
>>> from ecluse.law.library import load
>>> found = ecluse.ask("H20", to="China", on=date(2025, 5, 20))
>>> made = check_brief(found, BriefTerms(library=load()))
>>> made.title
'NVIDIA H20 96GB to China needs a license on May 20, 2025'
>>> made.bullets[1].text
'Total processing performance (TPP) is 2,368: 32 below the limit of 2,400 (3A090.b).'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.brief.answer import Brief
    from ecluse.brief.book import book_brief
    from ecluse.brief.check import check_brief
    from ecluse.brief.day import day_brief
    from ecluse.brief.market import market_brief
    from ecluse.brief.measure import measure_brief
    from ecluse.brief.recompute import faults
    from ecluse.brief.scenario import scenario_brief
    from ecluse.brief.story import story_brief
    from ecluse.brief.terms import BriefTerms
    from ecluse.brief.to_html import fragment
    from ecluse.brief.use import use_brief
    from ecluse.brief.write import write_brief, written_as

_HOMES = {
    "Brief": "answer",
    "BriefTerms": "terms",
    "book_brief": "book",
    "check_brief": "check",
    "day_brief": "day",
    "faults": "recompute",
    "fragment": "to_html",
    "market_brief": "market",
    "measure_brief": "measure",
    "scenario_brief": "scenario",
    "story_brief": "story",
    "use_brief": "use",
    "write_brief": "write",
    "written_as": "write",
}
__all__ = [
    "Brief",
    "BriefTerms",
    "book_brief",
    "check_brief",
    "day_brief",
    "faults",
    "fragment",
    "market_brief",
    "measure_brief",
    "scenario_brief",
    "story_brief",
    "use_brief",
    "write_brief",
    "written_as",
]
__getattr__ = on_demand(__name__, _HOMES)
