"""InferSim's six printed figures beside ours: `python bench/inference/infersim.py`. Nothing of
InferSim is run.

Its figures are those of its README (alibaba/InferSim at f2293da), with kernel tables measured on
each chip, the H20 among them; the measured ones are in data/measurements. Both H800 rows set
constants here, so only the four of the H20 are predictions.
"""

from __future__ import annotations

import sys

from ecluse.inference.from_item import chips_of_catalogue
from ecluse.inference.measurement import Measurement, measurements
from ecluse.inference.prediction import predict

# (chip, model, phase): measured, as InferSim prints it simulated.
PRINTED = {
    ("H800 SXM5 80GB", "DeepSeek-V3", "prefill"): (7839, 9034),
    ("H800 SXM5 80GB", "DeepSeek-V3", "decode"): (2324, 2675),
    ("H20 96GB", "Qwen3-30B-A3B", "prefill"): (16594, 17350),
    ("H20 96GB", "Qwen3-30B-A3B", "decode"): (2749, 2632),
    ("H20 96GB", "Qwen3-8B", "prefill"): (15061, 16328),
    ("H20 96GB", "Qwen3-8B", "decode"): (2682, 2581),
}


def row_of(chip: str, model: str, phase: str) -> Measurement:
    """The row of data/measurements that holds the measured figure."""
    found = [
        row
        for row in measurements()
        if (row.chip, row.model, row.kind) == (chip, model, phase)
        and row.source in ("infersim", "deepseek-large-ep")
    ]
    return found[0]


def to_text() -> str:
    """The table."""
    chips = chips_of_catalogue({chip for chip, _, _ in PRINTED})
    lines = [
        f"{'tokens/s a chip':46}{'measured':>10}"
        + "".join(f"{name:>10}{'error':>8}" for name in ("InferSim", "ours"))
    ]
    errors: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for (chip, model, phase), (measured, theirs) in PRINTED.items():
        row = row_of(chip, model, phase)
        assert row.figure[1] == measured, row
        ours = predict(row, chips[chip])
        pair = theirs / measured - 1, ours / measured - 1
        errors[row.use == "fit"].append(pair)
        fitted = ", fitted" if row.use == "fit" else ""
        lines.append(
            f"{f'{chip}, {model}, {phase}{fitted}':46}{measured:>10,}{theirs:>10,}{pair[0]:>+8.1%}"
            f"{ours:>10,.0f}{pair[1]:>+8.1%}"
        )
    for name, pairs in (
        ("mean of the four of the H20", errors[False]),
        ("mean of all six", errors[False] + errors[True]),
    ):
        means = [sum(abs(each[side]) for each in pairs) / len(pairs) for side in (0, 1)]
        lines.append(f"{name:46}{'':>20}{means[0]:>8.1%}{'':>10}{means[1]:>8.1%}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(to_text())
    sys.exit(0)
