"""Deciding the one case that stands for a class.

Belongs here: the call that every user of classes and cells makes for a case. Does not: the law, the
steps of a determination (determine).
Always true: what comes back is the evaluator's own determination of that very case.
"""

from __future__ import annotations

from collections.abc import Container

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination


def decided(
    case: CaseFacts,
    *,
    among: Container[str] | None = None,
    needs: bool = True,
    refine: bool = True,
) -> Determination:
    """The determination of a case that stands for a class.

    Args:
        among: The provisions that can bear on the case; all, where left out.
        needs: Whether what an undetermined answer needs is narrowed.
        refine: Whether an unknown is followed through the cells of its range.
    """
    return determine_case(case, refine=refine, depends=False, needs=needs, among=among)
