from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.design.objective import OBJECTIVES, DesignColumns, blocked, columns, seconds, task
from ecluse.errors import ModelError
from ecluse.inference.chip import Chip, stack
from ecluse.inference.phase import ModelRun

LINKS = np.array([0.0, 400.0, 900.0])


def ample(tera: float, dram: float, watts: float, link: int) -> DesignColumns:
    found = columns(
        np.array([tera]), np.array([dram]), np.array([1.0]), np.array([watts]), np.array([link])
    )
    return DesignColumns(
        found.rate_16,
        found.vector,
        found.dram_bytes_per_s,
        np.array([np.inf]),
        found.tdp_w,
        found.link,
    )


@pytest.mark.parametrize(
    ("model", "more"),
    [
        ("Llama-3.1-70B", {}),
        ("DeepSeek-V3", {"tp": 1, "dp": 32, "ep": 32, "batch": 64}),
        ("GPT-3-175B", {"precision": "bf16", "output_tokens": 1, "input_tokens": 1024}),
    ],
)
@pytest.mark.parametrize("link", [1, 2])
def test_times_are_those_of_the_inference_room_where_on_chip_memory_is_ample(model, more, link):
    work = task(model, **more)
    tera, dram, watts = 300.0, 3000.0, 500.0
    chip = Chip(
        name="x",
        tera_ops_per_s={16: tera, 8: 2 * tera},
        dram_bandwidth_gb_per_s=dram,
        dram_capacity_gb=1000,
        chip_link_gb_per_s=LINKS[link],
        network_gb_per_s=50,
        vector_tera_flops_per_s=64,
        tdp_w=watts,
        switch_sums=True,
    )
    passes = work.passes("both", LINKS, 128.0)
    ours = {
        name: float(blocked(each, ample(tera, dram, watts, link))[0])
        for name, each in passes.items()
    }
    middle = work.input_tokens + work.output_tokens / 2
    run = ModelRun(chips=stack([chip]), llm=work.llm, layout=work.layout, precision=work.precision)
    decode, prefill = (
        run.decode(work.batch, middle).seconds,
        run.prefill(work.forward_tokens, work.input_tokens).seconds,
    )
    assert ours["decode"] == pytest.approx(decode, rel=1e-12)
    assert ours["prefill"] == pytest.approx(prefill, rel=1e-12)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(OBJECTIVES),
    st.tuples(
        st.floats(20, 3000),
        st.floats(200, 9000),
        st.floats(5, 300),
        st.floats(100, 1500),
        st.integers(0, 2),
    ),
    st.tuples(*(st.floats(1.0, 3.0),) * 4),
    st.integers(0, 2),
)
def test_more_of_anything_is_never_slower(objective, base, more, links):
    work = task("Llama-3.1-70B")
    passes = work.passes(objective, np.array([100.0, 500.0, 900.0]), 128.0)

    def value(tera: float, dram: float, sram: float, watts: float, link: int) -> float:
        designs = columns(
            np.array([tera]),
            np.array([dram]),
            np.array([sram]),
            np.array([watts]),
            np.array([link]),
        )
        return float(
            work.values(
                objective,
                {name: blocked(each, designs) for name, each in passes.items()},
                np.array([1000.0]),
            )[0]
        )

    larger = [figure * factor for figure, factor in zip(base[:4], more, strict=True)]
    assert value(*larger, max(base[4], links)) >= value(*base) * (1 - 1e-12)


def test_a_small_on_chip_memory_slows_prefill():
    work = task("Llama-3.1-70B")
    passes = work.passes("prefill", LINKS, 128.0)
    designs = columns(
        np.full(2, 900.0),
        np.full(2, 800.0),
        np.array([0.5, 100.0]),
        np.full(2, 700.0),
        np.array([2, 2]),
    )
    slow, fast = blocked(passes["prefill"], designs)
    assert slow > 1.2 * fast


def test_blocks_and_the_least_memory_change_nothing():
    work = task("Llama-3.1-8B", tp=1)
    each = work.passes("prefill", LINKS, 128.0)["prefill"]
    draw = np.random.default_rng(0)
    designs = columns(
        draw.uniform(50, 2000, 20_000),
        draw.uniform(500, 8000, 20_000),
        draw.uniform(10, 200, 20_000),
        draw.uniform(100, 1000, 20_000),
        draw.integers(0, 3, 20_000),
    )
    whole = seconds(each, designs, each.messages_s)
    assert np.array_equal(blocked(each, designs, least_sram_bytes=10 * 2.0**20), whole)


@pytest.mark.parametrize("library", ["array_api_strict", "torch"])
def test_the_same_function_runs_on_other_array_libraries(library):
    xp = pytest.importorskip(library)
    work = task("Llama-3.1-70B")
    for each in work.passes("both", LINKS, 128.0).values():
        plain = columns(
            np.array([150.0, 900.0]),
            np.array([4000.0, 3350.0]),
            np.array([10.0, 50.0]),
            np.array([400.0, 700.0]),
            np.array([2, 1]),
        )
        strict = DesignColumns(
            *(
                xp.asarray(getattr(plain, name))
                for name in ("rate_16", "vector", "dram_bytes_per_s", "sram_bytes", "tdp_w", "link")
            )
        )
        found = seconds(each, strict, xp.asarray(each.messages_s), xp)
        assert np.allclose(np.asarray(found), seconds(each, plain, each.messages_s), rtol=1e-15)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"batch": 0}, r"batch is 0 \(batch\)"),
        ({"tp": 7}, "does not divide"),
        ({"input_tokens": 10_000_000}, "tokens"),
    ],
)
def test_impossible_tasks_are_refused(more, message):
    with pytest.raises(ModelError, match=message):
        task("Llama-3.1-70B", **more)
