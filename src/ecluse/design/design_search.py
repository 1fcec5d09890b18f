"""What is searched, for what, and under which law.

Belongs here: the question that every search is asked, and what each makes of a design's figures.
Does not: going through designs (walk.py, refine.py), the models of area, cost and time (body.py,
objective.py).
Always true: one search takes a design for the same, whichever way it comes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ecluse.design.body import cost_usd, logic_mm2, power_w
from ecluse.design.figures import Flags, Ints
from ecluse.design.legal import Legal
from ecluse.design.objective import Task
from ecluse.design.paper_design import TENTHS
from ecluse.design.points import padded, smallest_allowed
from ecluse.design.space import Space
from ecluse.inference.chip import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignSearch:
    """The designs of a space, by what they do for a task.

    Args:
        legal: The law's cells; None where nothing is forbidden.
        objective: What to search by; one of `OBJECTIVES`.
        wanted: The outcome that allows a design: nlr, exception, case-by-case or any.
    """

    space: Space
    task: Task
    legal: Legal | None
    objective: str = "serve"
    wanted: str = "nlr"

    def takes(
        self, tpp: Any, sram_mb: Ints, stacks: Ints, dram: Ints, link: Ints, clock_percent: Ints
    ) -> tuple[Floats, Floats]:
        """The logic area, without padding, and the power of each design."""
        b, host = self.space.body, float(self.space.host)
        clock = clock_percent * (b.clock_mhz / 100)
        needed = logic_mm2(b, tpp / 16, sram_mb, stacks, link, host, clock, np)
        power = power_w(b, tpp / 16, needed, dram, link, host, clock)
        return np.asarray(needed, dtype=np.float64), np.asarray(power, dtype=np.float64)

    def largest_mm2(self, dies: Ints) -> Floats:
        """The largest area of the dies of each design."""
        area: Floats = dies.astype(np.float64) * self.space.body.field_mm2
        return area

    def lawful_tenths(
        self,
        needed: Floats,
        dies: Ints,
        tpp: Any,
        open_: Flags,
        paddings: Sequence[Fraction],
        allowed: Callable[[Ints, Ints], Flags],
    ) -> tuple[Ints, Flags]:
        """For each design the smallest area with which it may ship, and whether there is one; the
        area that it needs where there is none, or no law.

        Args:
            open_: Which designs are asked about at all.
            allowed: Given places of designs and their areas, whether each may ship.
        """
        area = np.ceil(needed * TENTHS).astype(np.int64)
        if self.legal is None:
            return area, open_
        tries = padded(area, tpp, paddings, self.space.area_step_tenth_mm2)
        room = np.floor(self.largest_mm2(dies) * TENTHS).astype(np.int64)
        return smallest_allowed(tries, room, open_, allowed)

    def cost_usd(self, area_tenths: Ints, dies: Ints, stacks: Ints, dram_gb: Ints) -> Floats:
        """What each design costs to make."""
        cost = cost_usd(self.space.body, area_tenths / TENTHS, dies, stacks, dram_gb)
        return np.asarray(cost, dtype=np.float64)
