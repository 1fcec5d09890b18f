"""The law's cells of many designs at once, looked up instead of asked.

Belongs here: sorting the rows of a space into the cells that their bandwidths put them in, once;
the rest of a cell (TPP, density) is found as they vary. Does not: any answer (legal.py).
Always true: what is looked up here is what Legal.of_design answers for each design alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.design.legal import SAMPLE, Figures, Legal, Verdict

Ints = npt.NDArray[np.int64]
_ROW_FIELDS = ("dram_gb_per_s", "dram_gb", "link_gb_per_s")


class Hoisted:
    """The rows of a space sorted by cell."""

    def __init__(self, legal: Legal, wanted: str, rows: Figures) -> None:
        self.legal, self.wanted, self.rows = legal, wanted, rows
        varying = {name: _reached(legal, name) for name in legal.cells}
        self.of_rows = [name for name in legal.cells if varying[name] <= set(_ROW_FIELDS)]
        self.of_area = [name for name in legal.cells if "area_tenth_mm2" in varying[name]]
        self.of_tpp = [
            name for name in legal.cells if name not in self.of_rows and name not in self.of_area
        ]
        self.classes, self.places = self._classes()

    def _classes(self) -> tuple[Ints, list[dict[str, int]]]:
        size = len(np.atleast_1d(self.rows.link_gb_per_s))
        code: Any = np.zeros(size, dtype=np.int64)
        for name in self.of_rows:
            code = code * len(self.legal.cells[name]) + self.legal.index(name, self.rows)
        seen, inverse = np.unique(code, return_inverse=True)
        places = []
        for each in seen:
            rest, found = int(each), {}
            for name in reversed(self.of_rows):
                rest, found[name] = divmod(rest, len(self.legal.cells[name]))
            places.append(found)
        return inverse.astype(np.int64), places

    def _codes(self, tpp: int, rows: Ints, area_tenths: Ints) -> tuple[Ints, int]:
        """For each row its class and its place in the figures that rest on area, as one number, and
        how many such places there are.
        """
        figures = replace(
            self.rows,
            tpp=tpp,
            area_tenth_mm2=area_tenths,
            dram_gb_per_s=1,
            dram_gb=1,
            link_gb_per_s=1,
        )
        code: Any = self.classes[rows]
        size = 1
        for name in self.of_area:
            count = len(self.legal.cells[name])
            code = code * count + self.legal.index(name, figures)
            size *= count
        return code, size

    def _verdict(self, tpp: int, code: int, size: int) -> Verdict:
        row_class, rest = divmod(code, size)
        places = dict(self.places[row_class])
        for name in reversed(self.of_area):
            rest, places[name] = divmod(rest, len(self.legal.cells[name]))
        whole = replace(
            SAMPLE, tpp=tpp, process_nm=self.rows.process_nm, host_gb_per_s=self.rows.host_gb_per_s
        )
        for name in self.of_tpp:
            places[name] = int(self.legal.index(name, whole))
        return self.legal.verdict(places)

    def allowed(self, tpp: int, rows: Ints, area_tenths: Ints) -> npt.NDArray[np.bool_]:
        """Whether each row, at one TPP and with the areas given, can be had under the outcome
        wanted.
        """
        code, size = self._codes(tpp, rows, area_tenths)
        present = np.flatnonzero(np.bincount(code))
        table = np.zeros(int(present[-1]) + 1 if len(present) else 1, dtype=np.bool_)
        for each in present:
            table[each] = self._verdict(tpp, int(each), size).allows(self.wanted)
        found: npt.NDArray[np.bool_] = table[code]
        return found

    def tally(self, tpp: int, rows: Ints, area_tenths: Ints) -> Counter[Verdict]:
        """How many rows each answer of the law falls to."""
        code, size = self._codes(tpp, rows, area_tenths)
        counts = np.bincount(code)
        found: Counter[Verdict] = Counter()
        for each in np.flatnonzero(counts):
            found[self._verdict(tpp, int(each), size)] += int(counts[each])
        return found


def _reached(legal: Legal, name: str) -> set[str]:
    """The fields of a design on which a figure depends."""

    def value(figures: Figures) -> Any:
        ratio = legal.column(name, figures)
        assert ratio is not None
        return int(ratio.over) / int(ratio.under)

    base = value(SAMPLE)
    slots = ("tpp", "area_tenth_mm2", *_ROW_FIELDS)
    return {
        slot
        for slot in slots
        if value(replace(SAMPLE, **{slot: getattr(SAMPLE, slot) * 2})) != base
    }
