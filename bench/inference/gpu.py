"""Times the kernels of this machine's GPU: `python bench/inference/gpu.py FOLDER`, with torch.

Writes one table a kind of kernel into FOLDER, in the columns of data/kernels: products of matrices
in BF16 and in FP8, attention over a whole prompt, and copies. `bench/inference/kernels.py` says how
far the model is from them. It was fitted on none of these.

Each kernel runs inside a captured graph, over operands that take turns so that none is still in the
chip's cache; a row is the median of seven replays.
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

ROWS = (1, 16, 64, 128, 512, 2048, 8192)
WIDTHS = (1024, 4096, 7168, 8192, 12288)
COLD = 400_000_000  # bytes of operands that take turns: several times the largest cache
MOST_TURNS = 64
REPLAYS = 7
Kernel = Callable[[int], None]


def microseconds(kernel: Kernel, turns: int) -> float:
    """The time of one run of a kernel, whose operands `kernel(turn)` takes in turns."""
    side = torch.cuda.Stream()
    with torch.cuda.stream(side):
        kernel(0)
    side.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for turn in range(turns):
            kernel(turn)
    graph.replay()
    spent = []
    for _ in range(REPLAYS):
        began, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        began.record()
        graph.replay()
        ended.record()
        ended.synchronize()
        spent.append(began.elapsed_time(ended) * 1000 / turns)
    return statistics.median(spent)


def _turns(moved: float) -> int:
    return min(MOST_TURNS, max(2, int(COLD / moved) + 1))


def products(*, narrow: bool) -> Iterator[tuple[int, int, int, float]]:
    """Rows m, k, n and microseconds, of BF16 or of FP8 with one scale for a tensor."""
    one = torch.ones((), device="cuda")
    for m in ROWS:
        for k in WIDTHS:
            for n in WIDTHS:
                if narrow and m < 16:
                    continue
                width = 1 if narrow else 2
                turns = _turns(width * (m * k + k * n) + 2 * m * n)
                left = [_operand(m, k, narrow=narrow) for _ in range(turns)]
                right = [_operand(n, k, narrow=narrow).t() for _ in range(turns)]

                def kernel(turn: int, left: list = left, right: list = right) -> None:
                    if narrow:
                        torch._scaled_mm(  # noqa: SLF001 - torch's only FP8 product
                            left[turn], right[turn], one, one, out_dtype=torch.bfloat16
                        )
                    else:
                        torch.mm(left[turn], right[turn])

                yield m, k, n, microseconds(kernel, turns)


def _operand(rows: int, columns: int, *, narrow: bool) -> torch.Tensor:
    made = torch.randn(rows, columns, device="cuda", dtype=torch.bfloat16)
    return made.to(torch.float8_e4m3fn) if narrow else made


def prompts() -> Iterator[tuple[int, int, int, float]]:
    """Rows heads, cache heads, length and microseconds: causal attention, heads of 128, BF16."""
    for heads, kept in ((32, 8), (64, 8), (128, 128)):
        for length in (1024, 4096, 8192, 16384):
            turns = 2 if length > 4096 else 6
            parts = [
                [
                    torch.randn(1, each, length, 128, device="cuda", dtype=torch.bfloat16)
                    for each in (heads, kept, kept)
                ]
                for _ in range(turns)
            ]

            def kernel(turn: int, parts: list = parts) -> None:
                with sdpa_kernel(
                    [SDPBackend.CUDNN_ATTENTION, SDPBackend.FLASH_ATTENTION], set_priority=True
                ):
                    torch.nn.functional.scaled_dot_product_attention(
                        *parts[turn], is_causal=True, enable_gqa=True
                    )

            yield heads, kept, length, microseconds(kernel, turns)


def copies() -> Iterator[tuple[int, float]]:
    """Rows bytes moved, read and written together, and microseconds."""
    for size in (2**14, 2**17, 2**20, 2**23, 2**25, 2**27, 2**29):
        turns = min(MOST_TURNS, _turns(size))
        made = [torch.zeros(size // 2, device="cuda", dtype=torch.int8) for _ in range(turns)]
        into = [torch.empty_like(each) for each in made]

        def kernel(turn: int, made: list = made, into: list = into) -> None:
            into[turn].copy_(made[turn])

        yield size, microseconds(kernel, turns)


TABLES: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[tuple[float, ...]]]]] = {
    "copy.csv": (("bytes", "latency_us"), copies),
    "attention-prompt-bf16.csv": (("heads", "kept_heads", "seq_len", "latency_us"), prompts),
    "gemm-bf16.csv": (("m", "k", "n", "latency_us"), lambda: products(narrow=False)),
    "gemm-fp8.csv": (("m", "k", "n", "latency_us"), lambda: products(narrow=True)),
}


def main(folder: str) -> int:
    """Write every table; say on which chip and with what."""
    if not torch.cuda.is_available():
        print("torch sees no GPU here; run it on a machine that has one")
        return 2
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    print(torch.cuda.get_device_name(), "torch", torch.__version__, "CUDA", torch.version.cuda)
    for name, (heading, rows) in TABLES.items():
        try:
            with (out / name).open("w", encoding="utf-8", newline="") as lines:
                table = csv.writer(lines)
                table.writerow(heading)
                count = 0
                for *shape, spent in rows():
                    table.writerow([*shape, f"{spent:.3f}"])
                    lines.flush()
                    count += 1
        except RuntimeError as error:
            print(f"{name}: ended after {count} rows: {error}")
        print(name, count, "rows")
        torch.cuda.empty_cache()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
