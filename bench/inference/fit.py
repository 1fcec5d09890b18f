"""The constants of a whole pass, fitted on the rows marked `fit` and no others: `python
bench/inference/fit.py` (needs scipy).

First TensorRT-LLM, DeepSeek's profiles and the bus of L40S; then, with those constants kept, the
other engines one by one. Each source and chip weighs the same, however many rows it has. Prints the
constants; they are typed into data/engines, phase.py, collective.py and efficiency.py by hand,
rounded.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import least_squares

from ecluse.inference.efficiency import Efficiency
from ecluse.inference.from_item import chips_of_catalogue
from ecluse.inference.measurement import Measurement, measurements
from ecluse.inference.phase import Calibration
from ecluse.inference.prediction import predict
from ecluse.inference.serving_engine import find_engine

TRT = find_engine("tensorrt-llm")


def static(x: Sequence[float]) -> Calibration:
    """TensorRT-LLM: time between passes, per sequence, hidden share, bus."""
    engine = replace(TRT, step_s=x[0] * 1e-3, sequence_s=x[1] * 1e-6)
    return replace(
        Calibration(),
        engine=engine,
        hidden_share=x[2],
        links=replace(Calibration().links, bus_contention=x[3]),
    )


def python_engine(name: str) -> Callable[[Sequence[float]], Calibration]:
    """An engine written in Python: time between passes, before a request's first pass; to launch a
    layer outside a graph (from vLLM 0, whose prompts and long contexts are never captured); what
    widening weights in the kernel costs (only vLLM 1 has rows).
    """

    def made(x: Sequence[float]) -> Calibration:
        engine = replace(find_engine(name), step_s=x[0] * 1e-3, request_s=x[1] * 1e-3)
        if name == "vllm-v0":
            return replace(Calibration(), engine=replace(engine, launch_layer_s=x[2] * 1e-3))
        operators: Efficiency = (
            replace(Calibration().operators, widened_share=x[2])
            if name == "vllm-v1"
            else Calibration().operators
        )
        return replace(Calibration(), engine=engine, operators=operators)

    return made


STAGES: list[
    tuple[
        str,
        tuple[str | None, ...],
        Callable[[Sequence[float]], Calibration],
        list[float],
        list[float],
    ]
] = [
    (
        "step ms, sequence us, hidden share, bus",
        ("tensorrt-llm", "tensorrt-llm-0.6", None),
        static,
        [1.8, 2.3, 0.8, 0.1],
        [10, 50, 1, 2],
    ),
    (
        "vllm-v0: step ms, request ms, launch ms",
        ("vllm-v0",),
        python_engine("vllm-v0"),
        [2.0, 5.0, 0.5],
        [10, 100, 5],
    ),
    (
        "vllm-v1: step ms, request ms, widened share",
        ("vllm-v1",),
        python_engine("vllm-v1"),
        [2.0, 5.0, 0.6],
        [10, 100, 1],
    ),
    ("sglang: step ms, request ms", ("sglang",), python_engine("sglang"), [2.0, 5.0], [10, 100]),
]


def main() -> int:
    """Fit and print."""
    every = [row for row in measurements() if row.use == "fit"]
    chips = chips_of_catalogue({row.chip for row in every})
    for name, engines, made, start, top in STAGES:
        rows = [row for row in every if row.engine in engines]
        share = Counter((row.source, row.chip) for row in rows)
        weight = np.array([share[row.source, row.chip] ** -0.5 for row in rows])
        found = least_squares(
            lambda x, rows=rows, made=made, weight=weight: weight * errors(rows, chips, made(x)),
            start,
            bounds=([0] * (len(start) - 1) + [1e-3], top),
            diff_step=0.05,
            loss="soft_l1",
            f_scale=0.05,
        )
        off = np.abs(np.expm1(errors(rows, chips, made(found.x))))
        print(
            f"{name}: {', '.join(f'{each:.3g}' for each in found.x)}; "
            f"{len(rows)} rows, mean error {off.mean():.1%}"
        )
    return 0


def errors(
    rows: Sequence[Measurement], chips: dict[str, object], constants: Calibration
) -> np.ndarray:
    """Logarithms of predicted over measured."""
    return np.array(
        [np.log(predict(row, chips[row.chip], constants) / row.figure[1]) for row in rows]
    )  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
