"""The constants of a whole pass, fitted on the rows marked `fit` and no others: `python bench/inference/fit.py` (needs scipy).

Each source and chip weighs the same, however many rows it has. Prints the constants; they are typed into phase.py and
collective.py by hand, rounded.
"""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np
from scipy.optimize import least_squares

from ecluse.inference.collective import Links
from ecluse.inference.from_item import chips_of_catalogue
from ecluse.inference.measurement import measurements
from ecluse.inference.phase import Calibration
from ecluse.inference.validation import predict

START = np.array([1.8, 2.3, 0.8, 0.1])


def main() -> int:
    """Fit and print."""
    rows = [row for row in measurements() if row.use == "fit"]
    chips = chips_of_catalogue({row.chip for row in rows})
    rows = [row for row in rows if row.chip in chips]
    share = Counter((row.source, row.chip) for row in rows)
    weight = np.array([share[row.source, row.chip] ** -0.5 for row in rows])

    def errors(x: np.ndarray) -> np.ndarray:
        constants = Calibration(step_s=x[0] * 1e-3, sequence_s=x[1] * 1e-6, hidden_share=x[2], links=Links(bus_contention=x[3]))
        return np.array([np.log(predict(row, chips[row.chip], constants) / row.figure[1]) for row in rows])

    found = least_squares(lambda x: weight * errors(x), START, bounds=([0] * 4, [10, 50, 1, 2]), diff_step=0.05, loss="soft_l1", f_scale=0.05)
    step, sequence, hidden, bus = found.x
    print(f"rows {len(rows)}; step_s {step * 1e-3:.2e}; sequence_s {sequence * 1e-6:.2e}; hidden_share {hidden:.2f}; bus_contention {bus:.2f}")
    print(f"mean error {np.abs(np.expm1(errors(found.x))).mean():.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
