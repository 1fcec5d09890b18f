"""The search's evaluation on another array library or on a GPU: `python bench/design/device.py
[library] [device] [designs]`.

    python bench/design/device.py torch cuda            # with the extra `gpu`
    python bench/design/device.py torch cpu 2000000
    python bench/design/device.py array_api_strict

`ecluse.design.objective.seconds` is one function for all of them. Prints designs/s on NumPy (one
thread, in blocks) and on the library (all designs at once, the copies to and from the device
apart), and the largest relative difference of the answers.
"""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

import numpy as np

from ecluse.design.objective import DesignColumns, blocked, columns, seconds, task

LINKS = np.array([100.0, 400.0, 900.0])
FIELDS = ("rate_16", "vector", "dram_bytes_per_s", "sram_bytes", "tdp_w", "link")


def main(library: str = "torch", device: str = "", designs: str = "2000000") -> int:
    """Time one model and one phase at a time."""
    try:
        xp = importlib.import_module(library)
    except ModuleNotFoundError:
        print(
            f'{library} is not installed: pip install "ecluse[gpu]" brings torch; any library of '
            "the Array API standard will do"
        )
        return 2
    draw, many = np.random.default_rng(0), int(designs)
    made = columns(
        draw.uniform(50, 2000, many),
        draw.uniform(500, 8000, many),
        draw.uniform(10, 200, many),
        draw.uniform(100, 1200, many),
        draw.integers(0, 3, many),
    )
    where = {"device": device} if device else {}
    wait = (
        getattr(getattr(xp, "cuda", None), "synchronize", None)
        if device.startswith("cuda")
        else None
    )

    def timed(act: Any) -> tuple[Any, float]:
        start = time.perf_counter()
        out = act()
        if wait is not None:
            wait()
        return out, time.perf_counter() - start

    there, copied = timed(
        lambda: DesignColumns(*(xp.asarray(getattr(made, name), **where) for name in FIELDS))
    )
    print(
        f"{many:,} designs, {library} {getattr(xp, '__version__', '')} on "
        f"{device or 'its default device'}; copying them there takes {copied * 1e3:.0f} ms"
    )
    for model, more in (("Llama-3.1-70B", {}), ("DeepSeek-V3", {"tp": 1, "dp": 32, "ep": 32})):
        for name, work in task(model, **more).passes("both", LINKS, 128.0).items():
            messages = xp.asarray(work.messages_s, **where)
            seconds(work, there, messages, xp)  # the first call prepares kernels
            found, spent = timed(
                lambda work=work, messages=messages: seconds(work, there, messages, xp)
            )
            plain, here = timed(lambda work=work: blocked(work, made))
            back = np.asarray(found.cpu() if hasattr(found, "cpu") else found)
            off = float(np.abs(back / plain - 1).max())
            print(
                f"  {model:14} {name:8} NumPy {many / here / 1e6:7.1f} M designs/s, "
                f"{library} {many / spent / 1e6:7.1f} ({here / spent:5.2f} times); "
                f"answers differ by {off:.1e} at most"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
