"""How many questions an interview takes: `python bench/questions.py [--questions N] [--seed
N]`, with `tests` on PYTHONPATH.

Prints, for each set of questions, the mean and the greatest number of questions to a verdict, over
all of the set and over those to which any question is asked, the processor time of the slowest
step, and how often the verdict at the end was not that of `determine` on the same facts (never).
Sets:

    cases                  every case of tests/cases, as it is; answers drawn
    cases, told nothing    the same without all that a case says and that nobody presumes; answered
                           as the case says, else "unknown"
    drawn                  the frozen questions, half plain and half wide; answers drawn
    … strictly             the same, with what is presumed asked for too

Each choice of a question is drawn alike.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import build
from ecluse.determine.decide import determine
from ecluse.determine.question import Words, item_of, question, reading_of
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.interview.next_fact import NextQuestion, next_question
from ecluse.interview.telling import with_fact
from ecluse.law.in_force import Law
from ecluse.law.library import Library, load
from frozen.answers import design
from frozen.draw import PLAIN, questions

FIFTH = 5  # of the cases asked strictly, which takes ten times as long
Answer = Callable[[NextQuestion], Known]
_OWN = ("headquarters", "parent_headquarters", "exporter", "origin", "end_use", "quantity")


@dataclass(frozen=True)
class Case:
    """One question to begin with, and what is said where a fact is asked for."""

    shipment: Shipment
    law: Law
    library: Library
    told: dict[str, Known] | None = None


def asked_of_cases(*, told_nothing: bool = False) -> Iterator[Case]:
    """The cases of tests/cases."""
    for _, case in build.read_cases():
        try:
            found = build.decide_case(case)
        except EcluseError:  # a case that waits for law that is not on file yet
            continue
        shipment, library = found.shipment, found.facts.library
        told = dict(shipment.given) if told_nothing else None
        if told is not None:
            presumed = library.vocabulary.facts
            given = {name: each for name, each in told.items() if presumed[name].if_left_out}
            shipment = replace(shipment, given=given)
        yield Case(shipment, found.law, library, told)


def drawn(count: int) -> Iterator[Case]:
    """The frozen questions, half plain and half wide."""
    data = load()
    every = questions(data, PLAIN + count)
    for asked in (*every[:count], *every[PLAIN:]):
        item = item_of(asked["item"], data, "") if "item" in asked else design(asked["figures"])
        on = date.fromisoformat(asked["on"])
        known = date.fromisoformat(asked["known"]) if "known" in asked else None
        law = data.register.at(on, known, reading_of(asked.get("reading", "enforced")))
        apart = ("item", "figures", "on", "known", "reading")
        rest = {name: value for name, value in asked.items() if name not in apart}
        yield Case(question(Words(item=item, on=on, **rest), data), law, data)


def strictly(cases: Iterator[Case]) -> Iterator[Case]:
    """The same, nothing taken for granted."""
    return (replace(case, shipment=replace(case.shipment, strict=True)) for case in cases)


@dataclass(frozen=True)
class Interviewed:
    """One interview."""

    asked: int
    slowest_s: float
    changed: bool


def interviewed(case: Case, rng: random.Random) -> Interviewed:
    """Ask until no answer changes the verdict."""
    shipment, asked, slowest = case.shipment, 0, 0.0
    while True:
        start = time.process_time()
        found = next_question(shipment, case.law, case.library)
        slowest = max(slowest, time.process_time() - start)
        if not isinstance(found, NextQuestion):
            same = determine(shipment, case.law, case.library).verdict == found.verdict
            return Interviewed(asked, slowest, not same)
        shipment = with_fact(shipment, found.fact, _answer(found, case, rng))
        asked += 1


def _answer(found: NextQuestion, case: Case, rng: random.Random) -> Known:
    if case.told is None:
        return rng.choice(found.choices).choice.known
    known = case.told.get(found.fact)
    if known is not None:
        return known
    # Asked for a figure that others of the case are worked into: what they come to.
    told = {name: each for name, each in case.told.items() if name not in _OWN}
    whole = replace(case.shipment, given={**case.shipment.given, **told})
    facts = determine(whole, case.law, case.library).facts
    value = facts[found.fact]
    exact = isinstance(value.value, Figure) and value.value.exact is not None
    return Known(value=value.value) if exact else case.library.vocabulary.unknown(found.fact)


def row(name: str, cases: Iterator[Case], seed: int) -> None:
    """Print what one set takes."""
    rng = random.Random(seed)
    done = [interviewed(case, rng) for case in cases]
    counts = [each.asked for each in done]
    some = [count for count in counts if count]
    mean, mean_asked = sum(counts) / len(done), sum(some) / max(1, len(some))
    changed = sum(each.changed for each in done)
    slowest = max(each.slowest_s for each in done)
    print(
        f"| {name} | {len(done):,} | {mean:.2f} | {len(some):,} | {mean_asked:.2f} |"
        f" {max(counts)} | {slowest:.2f} s | {changed} |"
    )


def main() -> None:
    """Print one row for each set."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--questions", type=int, default=500, help="of each half of the drawn ones")
    reader.add_argument("--seed", type=int, default=11)
    options = reader.parse_args()
    print(
        "| questions | number | mean | asked anything | mean of those | most | slowest | changed |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    row("cases", asked_of_cases(), options.seed)
    row("cases, told nothing", asked_of_cases(told_nothing=True), options.seed)
    some = islice(asked_of_cases(), 0, None, FIFTH)
    row("every fifth case, strictly", strictly(some), options.seed)
    row("drawn", drawn(options.questions), options.seed)
    row("drawn, strictly", strictly(drawn(options.questions)), options.seed)


if __name__ == "__main__":
    main()
