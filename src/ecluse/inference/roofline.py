"""The operators of a pass under a chip's roofs: operations per byte and operations per second.

Belongs here: the points and the roofs, as numbers. Does not: drawing (pictures.py), the times
themselves (efficiency.py).
Always true: no point lies above its own roof; a chip's ridge is where its two roofs meet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecluse.inference import efficiency
from ecluse.inference.chip import BITS, Chip, Floats, stack
from ecluse.inference.operators import Operators
from ecluse.inference.workload import Workload


@dataclass(frozen=True, slots=True)
class Point:
    """One operator: its intensity, the rate it reaches, and the lower of the two roofs above it.

    Args:
        bound: Which roof that is: compute or memory.
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


def roofline(chip: Chip, workload: Workload) -> Roofline:
    """The operators of a pass that compute anything, under the roofs of `chip`.

    Raises:
        ModelError: The chip lacks a rate, its bandwidth or its capacity.
    """
    chips = stack([chip])
    operators = workload.operators
    times: Floats = efficiency.operator_times(chips, operators).total_s[0]
    slope = float(chips.dram_bytes_per_s[0])
    peaks = chips.tensor[0, operators.bits_column.astype(int)]
    points = tuple(
        _point(operators, int(index), float(peaks[index]), slope, float(times[index]))
        for index in np.flatnonzero(operators.tensor_ops)
    )
    main = max(points, key=lambda point: point.seconds)
    place = operators.names.index(main.name)
    bits = BITS[int(operators.bits_column[place])]
    return Roofline(chip.name, float(peaks[place]), slope, bits, points)


def _point(operators: Operators, index: int, peak: float, slope: float, seconds: float) -> Point:
    ops, moved = float(operators.tensor_ops[index]), float(operators.dram_bytes[index])
    under_memory = slope * ops / moved
    return Point(
        operators.names[index],
        ops / moved,
        ops * float(operators.repeats[index]) / seconds,
        min(peak, under_memory),
        "compute" if peak < under_memory else "memory",
        seconds,
    )
