"""Where the operators of a pass lie under a chip's roofs: operations per byte against operations
per second.

Belongs here: the points and the roofs, as numbers. Does not: drawing (pictures.py), the times
themselves (efficiency.py).
Always true: no point lies above its own roof; a chip's ridge is where its two roofs meet.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.inference import efficiency
from ecluse.inference.chip import BITS, Chip, Floats, stack
from ecluse.inference.workload import Workload


@dataclass(frozen=True, slots=True)
class Point:
    """One operator: its intensity, the rate it reaches, the roof above it, and which of the two
    roofs that is.
    """

    name: str
    ops_per_byte: float
    ops_per_s: float
    roof_ops_per_s: float
    bound: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Roofline:
    """One chip's roofs (published peaks) and the points under them."""

    chip: str
    peak_ops_per_s: float
    dram_bytes_per_s: float
    bits: int
    points: tuple[Point, ...]

    @property
    def ridge_ops_per_byte(self) -> float:
        """Intensity from which computing, not memory, is the bound."""
        return self.peak_ops_per_s / self.dram_bytes_per_s


def roofline(
    chip: Chip, workload: Workload, *, constants: efficiency.Efficiency = efficiency.DEFAULT
) -> Roofline:
    """The operators of a pass that compute anything, under the roofs of `chip`.

    Raises:
        ModelError: The chip lacks a rate, its bandwidth or its capacity.
    """
    chips = stack([chip])
    operators = workload.operators
    times: Floats = efficiency.operator_times(chips, operators, constants).total_s[0]
    points = []
    for index, name in enumerate(operators.names):
        ops, moved = float(operators.tensor_ops[index]), float(operators.dram_bytes[index])
        if ops == 0:
            continue
        column = int(operators.bits_column[index])
        peak, slope = float(chips.tensor[0, column]), float(chips.dram_bytes_per_s[0]) * ops / moved
        seconds = float(times[index])
        reached = ops * float(operators.repeats[index]) / seconds
        points.append(
            Point(
                name,
                ops / moved,
                reached,
                min(peak, slope),
                "compute" if peak < slope else "memory",
                seconds,
            )
        )
    main = max(points, key=lambda point: point.seconds)
    column = int(operators.bits_column[operators.names.index(main.name)])
    return Roofline(
        chip.name,
        float(chips.tensor[0, column]),
        float(chips.dram_bytes_per_s[0]),
        BITS[column],
        tuple(points),
    )
