"""Set the constants of design/body.py on the dies marked `fit`, and compare the models with every
known die.

`python bench/design/calibrate.py` prints the constants as they would be set today and the errors of
those in use.
"""

from __future__ import annotations

import sys

import numpy as np
from known_dies import checks, refit

from ecluse.design import body as bodies


def main() -> int:
    """Print constants and errors."""
    fitted = refit()
    used = {
        "core_mm2 7": bodies.CORE_MM2[7][1],
        "core_mm2 5": bodies.CORE_MM2[5][1],
        "core_w 7": bodies.CORE_W[7],
        "core_w 5": bodies.CORE_W[5],
        "still": bodies.STILL_W_PER_MM2,
    }
    for name, value in fitted.items():
        print(f"{name:12} would be {value:.4f}, is {used[name]:.4f}")
    rows = checks()
    print(
        f"\n{'chip':28}{'use':>7}{'mm2':>9}{'model':>8}{'error':>8}{'W':>7}{'model':>7}{'error':>8}{'USD':>8}{'model':>7}{'error':>8}"
    )
    for row in rows:
        cells = "".join(
            f"{a:>{w}.0f}{m:>{w - 1}.0f}{m / a - 1:>+8.0%}"
            if a
            else f"{'–':>{w}}{m:>{w - 1}.0f}{'':8}"
            for a, m, w in row.pairs
        )
        print(f"{row.item:28}{row.use:>7}{cells}")
    for index, name in enumerate(("area", "power", "cost")):
        errors = [
            abs(row.pairs[index][1] / row.pairs[index][0] - 1)
            for row in rows
            if row.use == "check" and row.pairs[index][0]
        ]
        if errors:
            print(
                f"{name}: mean error on the {len(errors)} dies that set nothing "
                f"{np.mean(errors):.0%}, worst {max(errors):.0%}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
