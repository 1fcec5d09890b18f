"""The same layer on other people's simulators: seconds a design, and how far the answers lie apart.

    python bench/design/against.py --llmcompass DIR --genz DIR --python THEIR_PYTHON

Work: one layer of GPT-3 175B on four A100 of 80 GB, 16 bits, batch 8; prefill of 2048 tokens, and
decode at a context of 2048. LLMCompass maps every operator on arrays and buffers; for the whole
prefill that did not end in 500 s. Prefill is therefore asked of its roofline mode for the whole
layer, and of its mapper for one product of it: 512 tokens through one chip's share of one
projection. The two repositories are fetched beside the project and run there by an interpreter of
theirs; nothing of theirs is kept. For LLMCompass, torch and scalesim may be empty stand-ins: its
own look-up tables hold the systolic arrays that an A100 needs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from ecluse.design.objective import _link_table as link_table
from ecluse.design.objective import _pass as one_pass
from ecluse.design.objective import blocked, columns
from ecluse.inference.chip import BITS, Chip, stack
from ecluse.inference.efficiency import operator_times
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.operators import Kind, Operators
from ecluse.inference.phase import Calibration
from ecluse.inference.serving_engine import find_engine
from ecluse.inference.workload import decode, prefill

A100 = Chip(
    name="A100",
    tera_ops_per_s={16: 312},
    dram_bandwidth_gb_per_s=2039,
    dram_capacity_gb=80,
    vector_tera_flops_per_s=19.5,
    tdp_w=400,
)

BATCH, CONTEXT = 8, 2048
PRODUCT = (512, 12288, 3072)  # tokens, hidden width, a quarter of a projection's columns
LLMCOMPASS = """
import json, sys, time
from design_space_exploration.dse import template_to_system, read_architecture_template
from software_model.transformer import TransformerBlockInitComputationTP as P
from software_model.transformer import TransformerBlockAutoRegressionTP as D
from software_model.matmul import Matmul
from software_model.utils import data_type_dict, Tensor
system = template_to_system(read_architecture_template("configs/GA100.json"))
half = data_type_dict["fp16"]
out = {}
def asked(name, make, run):
    start = time.perf_counter()
    out[name] = (run(make()), time.perf_counter() - start)
def block(kind, *shape):
    made = kind(d_model=12288, n_heads=96, device_count=4, data_type=half)
    made(*shape)
    return made
def product():
    made = Matmul(half)
    made(Tensor([512, 12288], half), Tensor([12288, 3072], half))
    return made
mapped = "heuristic-GPU"
def prefill():
    return block(P, Tensor([8, 2048, 12288], half))
def decode():
    return block(D, Tensor([8, 1, 12288], half), 2048)
asked("prefill", prefill, lambda made: made.roofline_model(system))
asked("product", product, lambda made: made.compile_and_simulate(system.device, mapped))
asked("decode", decode, lambda made: made.compile_and_simulate(system, mapped))
print("ANSWER " + json.dumps(out))
"""
GENZ = """
import json, time
from GenZ import decode_moddeling, prefill_moddeling, System
gpu = System(flops=312, offchip_mem_bw=2039, compute_efficiency=0.84, memory_efficiency=0.82,
             bits="bf16", interchip_link_bw=300, interchip_link_latency=5,
             off_chip_mem_size=200 * 1024)
same = dict(model="gpt-3", batch_size=8, input_tokens=2048, system_name=gpu, bits="bf16",
            tensor_parallel=4, pipeline_parallel=1, debug=False)
calls = {
    "decode": lambda: decode_moddeling(output_tokens=1, Bb=1, **same),
    "prefill": lambda: prefill_moddeling(**same),
}
out = {}
for name, call in calls.items():
    call()
    start = time.perf_counter()
    latency = [call()["Latency"] for _ in range(5)][0]
    out[name] = (latency / 1e3 / 96, (time.perf_counter() - start) / 5)
print("ANSWER " + json.dumps(out))
"""


def ours(designs: int = 200_000) -> dict[str, tuple[float, float]]:
    """Seconds of a layer on an A100, and seconds a design where many are evaluated together, on one
    thread.
    """
    llm, half, layout = find_llm("GPT-3-175B"), find_precision("bf16"), Layout(tp=4)
    links = link_table(np.array([600.0]), 64.0)
    found = {}
    for name, work in (
        ("decode", decode(llm, layout, half, batch=BATCH, context_tokens=CONTEXT)),
        ("prefill", prefill(llm, layout, half, tokens=BATCH * CONTEXT, input_tokens=CONTEXT)),
    ):
        each = one_pass(work, BATCH, links, Calibration())
        a100 = columns(
            np.full(designs, 312.0),
            np.full(designs, 2039.0),
            np.full(designs, 40.0),
            np.full(designs, 400.0),
            np.zeros(designs, dtype=np.int64),
        )
        a100 = replace(a100, vector=np.full(designs, 19.5e12))
        start = time.perf_counter()
        seconds = float(blocked(each, a100)[0])
        spent = (time.perf_counter() - start) / designs
        found[name] = (
            (seconds - find_engine().step_s - BATCH * find_engine().sequence_s) / llm.layers,
            spent,
        )
    start = time.perf_counter()
    found["product"] = (
        float(operator_times(stack([A100]), product()).total_s[0, 0]),
        time.perf_counter() - start,
    )
    return found


def product() -> Operators:
    """The one product that is mapped apart."""
    m, k, n = PRODUCT
    row = (
        Kind.MATMUL,
        1.0,
        2.0 * m * k * n,
        BITS.index(16),
        0.0,
        2.0 * (m * k + k * n + m * n),
        1.0,
        0.0,
    )
    return Operators(("product",), *(np.array([each], dtype=np.float64) for each in row))


def theirs(
    code: str, python: str, folder: str, paths: list[str]
) -> dict[str, tuple[float, float]] | str:
    """Run one simulator in its own folder; its answer, or why there is none."""
    with tempfile.TemporaryDirectory() as empty:
        file = Path(empty) / "ask.py"
        file.write_text(code)
        done = subprocess.run(
            [python, str(file)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            check=False,
        )
    for line in done.stdout.splitlines():
        if line.startswith("ANSWER "):
            return {
                name: (values[0], values[1])
                for name, values in json.loads(line.removeprefix("ANSWER ")).items()
            }
    return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer"


def main() -> int:
    """Print seconds a design, ratios and agreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--llmcompass")
    parser.add_argument("--genz")
    parser.add_argument("--stubs", default="")
    parser.add_argument("--python", default=sys.executable)
    asked = parser.parse_args()
    mine = ours()
    rows: list[tuple[str, dict[str, tuple[float, float]] | str]] = [("ecluse", mine)]
    if asked.genz:
        rows.append(("GenZ", theirs(GENZ, asked.python, tempfile.gettempdir(), [asked.genz])))
    if asked.llmcompass:
        rows.append(
            (
                "LLMCompass",
                theirs(
                    LLMCOMPASS,
                    asked.python,
                    asked.llmcompass,
                    [asked.llmcompass, *([asked.stubs] if asked.stubs else [])],
                ),
            )
        )
    print(f"one GPT-3 175B layer, four A100, 16 bits, batch {BATCH}, {CONTEXT} tokens")
    for name, answers in rows:
        if isinstance(answers, str):
            print(f"{name:12} no answer: {answers}")
            continue
        for phase, (seconds, spent) in answers.items():
            our_seconds, our_spent = mine[phase]
            print(
                f"{name:12}{phase:9}{seconds * 1e3:9.3f} ms ({seconds / our_seconds:5.2f} of ours)"
                f"{spent:14.3e} s a design ({spent / our_spent:>12,.0f} times ours)"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
