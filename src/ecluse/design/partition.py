"""The answers of the law for many designs at once.

Belongs here: the partition of a space's rows by the cells in which their bandwidths and capacity
lie, made once. The cells of TPP and density are found as these vary. Does not: any answer (legal).
Always true: the answer for a row is what `Legal.of_design` answers for the design alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from ecluse.design.cell_verdict import CellVerdict
from ecluse.design.figures import SAMPLE, DesignFigures, Flags, Ints
from ecluse.design.legal import Legal

_AREA = "area_tenth_mm2"
_ROW_FIELDS = ("dram_gb_per_s", "dram_gb", "link_gb_per_s")


class PartitionedRows:
    """The rows of a space, partitioned by cell."""

    def __init__(self, legal: Legal, wanted: str, rows: DesignFigures) -> None:
        self.legal, self.wanted, self.rows = legal, wanted, rows
        rests_on = {name: legal.fields_behind(name) for name in legal.cells}
        self.of_rows = [name for name in legal.cells if rests_on[name] <= set(_ROW_FIELDS)]
        self.of_area = [name for name in legal.cells if _AREA in rests_on[name]]
        self.of_tpp = [
            name for name in legal.cells if name not in self.of_rows and name not in self.of_area
        ]
        size = len(np.atleast_1d(rows.link_gb_per_s))
        codes = legal.coded(np.zeros(size, dtype=np.int64), self.of_rows, rows)
        seen, inverse = np.unique(codes, return_inverse=True)
        self.classes: Ints = inverse.astype(np.int64)
        self.places = [legal.places(int(code), self.of_rows)[1] for code in seen]

    def allowed(self, tpp: int, rows: Ints, area_tenths: Ints) -> Flags:
        """Whether each row, with its area, is free enough for the outcome wanted at one TPP."""
        codes = self._codes(tpp, rows, area_tenths)
        present = np.flatnonzero(np.bincount(codes))
        table = np.zeros(int(present[-1]) + 1 if len(present) else 1, dtype=np.bool_)
        for code in present:
            table[code] = self._verdict(tpp, int(code)).allows(self.wanted)
        allowed: Flags = table[codes]
        return allowed

    def tally(self, tpp: int, rows: Ints, area_tenths: Ints) -> Counter[CellVerdict]:
        """How many rows get each answer of the law."""
        counts = np.bincount(self._codes(tpp, rows, area_tenths))
        verdicts: Counter[CellVerdict] = Counter()
        for code in np.flatnonzero(counts):
            verdicts[self._verdict(tpp, int(code))] += int(counts[code])
        return verdicts

    def _codes(self, tpp: int, rows: Ints, area_tenths: Ints) -> Ints:
        """For each row, as one number: its class, and the cells of the figures that use area."""
        figures = replace(
            self.rows,
            tpp=tpp,
            area_tenth_mm2=area_tenths,
            dram_gb_per_s=1,
            dram_gb=1,
            link_gb_per_s=1,
        )
        return self.legal.coded(self.classes[rows], self.of_area, figures)

    def _verdict(self, tpp: int, code: int) -> CellVerdict:
        row_class, of_area = self.legal.places(code, self.of_area)
        rows = self.rows
        whole = replace(
            SAMPLE, tpp=tpp, process_nm=rows.process_nm, host_gb_per_s=rows.host_gb_per_s
        )
        of_tpp = {name: int(self.legal.index(name, whole)) for name in self.of_tpp}
        return self.legal.verdict({**self.places[row_class], **of_area, **of_tpp})
