"""Write docs/three-runs.md and its pictures by running the search: `python
docs/make_design_pages.py`.

The page holds what the program prints; running it again changes nothing unless the law, the figures
or the model changed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from ecluse.design.answer import DesignAnswer, best_designs, case_of
from ecluse.design.body import body, logic_mm2, power_w
from ecluse.design.design_search import DesignSearch
from ecluse.design.draw import STYLE, draw, save
from ecluse.design.legal import Legal
from ecluse.design.objective import Task, blocked, columns, task
from ecluse.design.paper_design import Design
from ecluse.design.process import technology
from ecluse.design.refine import refine
from ecluse.design.space import Space
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.outputs.picture import pyplot

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
RUNS = (
    ("october-2022", date(2023, 6, 1), "nlr", "The thresholds of October 2022"),
    ("november-2023", date(2023, 12, 1), "nlr", "The thresholds of November 2023"),
    ("april-2025", date(2025, 5, 20), "nlr", "After the letters of April 2025"),
    (
        "january-2026",
        date(2026, 2, 1),
        "case-by-case",
        "January 2026, licenses reviewed case by case",
    ),
)
SPACE = Space(dies=(1,))
BESIDE = (
    "A800 SXM4 80GB",
    "H800 SXM5 80GB",
    "H20 96GB",
    "H100 SXM5 80GB",
    "H200 SXM 141GB",
    "L20",
    "V100 SXM2 32GB",
)


def main() -> int:
    """Write the page and its pictures."""
    PICTURES.mkdir(exist_ok=True)
    books, work = load(), task("Llama-3.1-70B")
    answers = {}
    for name, day, wanted, _ in RUNS:
        case = case_of(books, books.register.at(day, None, Reading.ENFORCED), to="CN")
        answers[name] = best_designs(SPACE, work, case, wanted=wanted)
    _pictures(answers)
    page = [_head(work)]
    for name, day, wanted, title in RUNS:
        page.append(_run(name, day, wanted, title, answers[name], books, work))
    page += [_later(books, work), _two_dies(books, work), _ning(books)]
    (HERE / "three-runs.md").write_text("\n\n".join(page) + "\n", encoding="utf-8")
    return 0


def _head(work: Task) -> str:
    return f"""# The story in three runs, and a fourth

*Written by `docs/make_design_pages.py`, which runs the search; the figures are the program's. A model of public figures, not legal advice.*

One space of designs is searched under four laws for shipment to China: one die of the 5 nm class (at most 858 mm²), up to six stacks of HBM3 (as GH100 has interfaces for), links of
up to 900 GB/s, PCI Express 5, 700 W. Only the law differs from run to run. Designs are searched by output tokens per second and chip with both phases on the
same chips, for {work.llm.llm} over {work.layout.tp} chips, {work.precision.name}, {work.batch} sequences in flight, {work.input_tokens} tokens in and {work.output_tokens} out.
No design of the space is more than 0.5 % better than the one shown. How the search works, and how far its models err: [design-search](design-search.md).

![Four laws, one space](pictures/three-runs.svg)"""


def _pictures(answers: dict[str, DesignAnswer]) -> None:
    plt = pyplot(**STYLE)
    figure, axes = plt.subplots(2, 2, figsize=(11.5, 8.4), sharex=True, sharey=True)
    for (name, _, _, title), each in zip(RUNS, axes.ravel(), strict=True):
        draw(each, answers[name], names=9)
        each.set_title(title, loc="left", fontsize=10, fontweight="bold")
        each.label_outer()
    shown = [
        each for answer in answers.values() for each in answer.products if each.decode is not None
    ]
    axes[0, 0].set_xlim(
        0, 1.05 * max(each.prefill or 0.0 for each in shown)
    )  # the panels share their axes, whatever the first was drawn for
    axes[0, 0].set_ylim(0, 1.08 * max(each.decode or 0.0 for each in shown))
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncol=3, frameon=False, fontsize=8)
    figure.subplots_adjust(bottom=0.12, hspace=0.14, wspace=0.06)
    save(figure, PICTURES / "three-runs.svg", force=True)
    plt = pyplot(**STYLE)
    figure, axes = plt.subplots(1, 4, figsize=(11.5, 3.0))
    short = ["Oct 2022", "Nov 2023", "Apr 2025", "Jan 2026\ncase by case"]
    for each, (field, label) in zip(
        axes,
        (
            ("tpp", "TPP"),
            ("dram_gb_per_s", "DRAM, GB/s"),
            ("link_gb_per_s", "links, GB/s"),
            ("value", "output tokens/s a chip"),
        ),
        strict=True,
    ):
        values = [getattr(answers[name].best, field) for name, *_ in RUNS]
        each.bar(short, values, color=["#1f5fa8", "#2f9e63", "#c8463c", "#e0a100"])
        each.set_title(label, fontsize=9, loc="left")
        each.tick_params(axis="x", labelsize=6.5)
        for place, value in enumerate(values):
            each.annotate(f"{value:,.0f}", (place, value), ha="center", va="bottom", fontsize=7)
    figure.tight_layout()
    save(figure, PICTURES / "three-runs-figures.svg", force=True)


def _row(name: str, each: Design) -> str:
    return (
        f"| {name} | {each.tpp:,} | {each.performance_density:.2f} | {each.area_mm2:,.0f} | {each.dram_gb_per_s:,} | {each.dram_gb} | {each.link_gb_per_s} + {each.host_gb_per_s} "
        f"| {each.power_w:.0f} | {each.cost_usd:,.0f} | {each.prefill:,.0f} | {each.decode:,.0f} |"
    )


HEAD = "| searched by | TPP | density | mm² | DRAM GB/s | GB | links + host GB/s | W | USD to make | prefill/s | decode/s |\n| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |"
SAID = {
    "october-2022": "3A090 asked for two things at once: 4,800 of bits times TOPS **and** 600 GB/s of input and output. The search keeps the compute and cuts the links to what leaves 599 with "
    "PCI Express: the A800 and the H800 are made that way (the H800 has 15,832 TPP and 528 GB/s). For decode alone it goes the other way: compute just below 4,800 and whole links do a little better, an H20 before its time.",
    "november-2023": "The interconnect test is gone and compute is counted alone and by area. The search cuts compute to 2,399, pads the die to the area at which 3.2 TPP/mm² is not "
    "reached, and keeps all memory and links: the H20 (2,368 TPP on 814 mm²) is that chip.",
    "april-2025": "The letters limit memory bandwidth, input and output, and their sum. The H20 needs a license, and so does every design like it. What is best then shares the 1,699 GB/s that are left "
    "between memory and links.",
    "january-2026": "Below 21,000 TPP and 6,500 GB/s a license is reviewed case by case where nine things are shown; the search then finds the chip of no law at all: the "
    "H100 and the H200 are of that kind. Without a license the answer is still that of April 2025.",
}


def _best(space: Space, work: Task, law: Legal | None, **goal: str) -> Design | None:
    search = DesignSearch(space=space, task=work, legal=law, **goal)
    return refine(search, None).best


def _run(
    name: str, day: date, wanted: str, title: str, answer: DesignAnswer, books: Library, work: Task
) -> str:
    law = Legal(case_of(books, books.register.at(day, None, Reading.ENFORCED), to="CN"))
    rows = [_row("both phases", answer.best)]
    for objective in ("decode", "prefill"):
        best = _best(SPACE, work, law, objective=objective, wanted=wanted)
        assert best is not None
        rows.append(_row(objective, best))
    assert answer.without_law is not None
    rows.append(_row("both phases, no law", answer.without_law))
    priced = []
    for price in answer.prices:
        gone = (
            ""
            if price.gain_if_gone is None
            else f"; without that limit {price.gain_if_gone / answer.best.value:+.0%}"
        )
        by = f" ({', '.join(price.provisions)})" if price.provisions else " (a limit of the space)"
        priced.append(
            f"- `{price.limit_of}` at {price.limit:g}{by}: one unit more buys {price.gain_per_unit / answer.best.value:+.3%}{gone}."
        )
    products = {each.item.removeprefix("NVIDIA "): each for each in answer.products}
    beside = []
    for item in BESIDE:
        each = products.get(item)
        if each is not None and each.value is not None:
            beside.append(
                f"| {item} | {each.answer} | {each.prefill:,.0f} | {each.decode:,.0f} | {each.value / answer.best.value:.0%} |"
            )
    return f"""## {title} ({day.isoformat()})

{SAID[name]}

{HEAD}
{chr(10).join(rows)}

What binds (searched by both phases; outcome `{wanted}`):

{chr(10).join(priced) or "- nothing but the space itself."}

| chip as sold | answer that day | prefill/s | decode/s | of the best design |
| --- | --- | --: | --: | --: |
{chr(10).join(beside)}"""


def _later(books: Library, work: Task) -> str:
    """The limits of January 2026 on the technology of that year."""
    space = Space(
        nm=3,
        memory="HBM3E",
        dies=(1, 2),
        stacks=tuple(range(1, 9)),
        most_link_gb_per_s=1800,
        most_w=1400.0,
    )
    law = Legal(
        case_of(books, books.register.at(date(2026, 2, 1), None, Reading.ENFORCED), to="CN")
    )
    with_law, without = (_best(space, work, each, wanted="case-by-case") for each in (law, None))
    assert with_law is not None
    assert without is not None
    return f"""## The limits of January 2026 on the technology of that year

With two dies of N3E, eight stacks of HBM3E, links of up to 1,800 GB/s and 1,400 W both limits bind: the best chip under case-by-case review does {with_law.value / without.value:.0%} of the best chip of no law.

{HEAD}
{_row("both phases", with_law)}
{_row("both phases, no law", without)}"""


def _two_dies(books: Library, work: Task) -> str:
    rows = []
    for dies in (1, 2, 4):
        law = Legal(
            case_of(books, books.register.at(date(2023, 12, 1), None, Reading.ENFORCED), to="CN")
        )
        best = _best(Space(dies=(dies,)), work, law)
        assert best is not None
        rows.append(
            _row(f"{dies} {'die' if dies == 1 else 'dies'}", best).replace(
                "| searched by", "| dies"
            )
        )
    return f"""## What area buys under a limit on density

The rule of November 2023 counts TPP per mm² of logic. A second and a third die raise what is allowed, at a cost in silicon that is left dark. (The model charges no area for
links between dies.)

![The four answers](pictures/three-runs-figures.svg)

{HEAD.replace("searched by", "law of November 2023")}
{chr(10).join(rows)}"""


def _ning(books: Library) -> str:
    """As near to Ning and Wentzlaff as their abstract allows."""
    work = replace(
        task("GPT-3-175B", precision="bf16", tp=4, batch=8, input_tokens=1024, output_tokens=512),
        forward_tokens=8192,
    )
    law = Legal(
        case_of(books, books.register.at(date(2022, 12, 1), None, Reading.ENFORCED), to="CN")
    )
    # The baseline by the search's own model, so that like is set beside like: an A100 with its
    # compute cut to 4,799.
    b = body(technology(), 7, "HBM2E")
    own = {}
    area = float(logic_mm2(b, 4799 / 16, 40, 5, 600, 64, 1410.0, np))
    watts = float(power_w(b, 4799 / 16, area, 2039, 600, 64, 1410.0))
    one = columns(
        np.array([4799 / 16]),
        np.array([2039.0]),
        np.array([40.0]),
        np.array([watts]),
        np.array([0]),
    )
    for name, each in work.passes("both", np.array([600.0]), 64.0).items():
        own[name] = float(blocked(each, one)[0])
    base = {
        "decode": work.batch / 4 / own["decode"],
        "prefill": work.forward_tokens / 4 / own["prefill"],
    }
    rows = []
    for label, memory, stacks, most_link in (
        ("HBM2E, five stacks as an A100, links to 600", "HBM2E", 5, 600),
        ("HBM2E, six stacks, links to 900", "HBM2E", 6, 900),
        ("HBM3, six stacks, links to 900", "HBM3", 6, 900),
    ):
        space = Space(
            nm=7,
            memory=memory,
            dies=(1,),
            stacks=(stacks,),
            stack_gb=(80,),
            most_link_gb_per_s=most_link,
            most_w=400.0,
            most_die_mm2=826.0,
        )
        gains = []
        for objective in ("prefill", "decode"):
            best = _best(space, work, law, objective=objective)
            assert best is not None
            gains.append((best.value / base[objective] - 1, best))
        rows.append(
            f"| {label} | {gains[0][0]:+.0%} | {gains[1][0]:+.0%} | prefill: {gains[0][1].tpp:,} TPP, {gains[0][1].dram_gb_per_s:,} GB/s, links {gains[0][1].link_gb_per_s}, {gains[0][1].sram_mb} MB; "
            f"decode: {gains[1][1].tpp:,} TPP, {gains[1][1].dram_gb_per_s:,} GB/s, links {gains[1][1].link_gb_per_s}, {gains[1][1].sram_mb} MB |"
        )
    return f"""## Beside Ning and Wentzlaff (ISCA 2025)

"Chip Architectures Under Advanced Computing Sanctions" reports that designs which comply "improve LLM inference prefill performance by 4% and decoding performance by 27% compared to a restricted device
baseline". Only the abstract was read here. As near as it allows: GPT-3 175B over four chips at 16 bits, batch 8; the law of December 2022; the baseline an A100 with its compute cut to 4,799
(600 GB/s links, 2,039 GB/s, 40 MB); designs of 7 nm on at most 826 mm² and 400 W. Memory capacity is taken to suffice, for both.

| designs | prefill | decode | what was found |
| --- | --: | --: | --- |
| Ning and Wentzlaff | +4% | +27% | (abstract) |
{chr(10).join(rows)}

**Differences of method.** They simulate with LLMCompass (systolic arrays, buffers and their bandwidths, mapped operator by operator) and vary arrays, lanes, L1, L2, memory and device bandwidth; here an operator is
bound by rates with measured efficiencies, and on-chip memory acts only through the least traffic of a blocked product. They compare under the rules that they model; here the law is the evaluator's. The baseline's figures, the
memory that designs may have, the batch and the lengths are our choice, since the abstract gives none. How much decode gains is how much faster memory a design may have than the baseline: that choice, not the search, decides the figure."""


if __name__ == "__main__":
    sys.exit(main())
