"""A gate that is kept is the gate that would be worked out; whatever changes it makes another."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecluse.bounded import Bounded
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome
from ecluse.law.register import sharing
from ecluse.law.scenario import applied, read_scenario
from ecluse.law.scenario import shipped as scenarios
from ecluse.simulate import law_gate as gates
from ecluse.simulate.gate import Steps
from ecluse.simulate.judge import GateAnswer, Judge, judge_of
from ecluse.simulate.law_gate import LawGate, fresh_gate, law_gate, places_of
from ecluse.simulate.periods import steps_of
from ecluse.simulate.read_market import market_names, open_market
from simulate import build

RULED = date(2025, 4, 28)  # after the letters on the H20
SPRING = Steps(start=date(2025, 3, 3), until=date(2025, 5, 4))


@pytest.fixture(scope="module")
def h20(market):
    """The market of one product."""
    return replace(market, file=replace(market.file, products=market.file.products[:1]))


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of one's own in which nothing is kept, on the disk or in memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(gates, "_remembered", {})
    return tmp_path / "ecluse"


@pytest.fixture(scope="module")
def fresh(h20, shipped):
    return fresh_gate(h20, shipped, SPRING, shipped.register, None)


@pytest.mark.parametrize(
    ("days", "announced"),
    [
        (((2025, 3, 3, "free"), (2025, 4, 7, "shut")), (1, 0)),
        (((2025, 3, 3, "shut"), (2025, 4, 7, "free")), (0, 0)),
        (((2025, 3, 3, "free"), (2025, 4, 7, "shut"), (2025, 4, 21, "free")), (1, 0)),
        (((2025, 3, 3, "shut"), (2025, 3, 10, "free"), (2025, 4, 7, "shut")), (1, 0)),
    ],
)
def test_a_rule_is_announced_only_to_what_is_open_before_it(h20, days, announced):
    """A day on which it opens again announces nothing of the days after it."""
    starts = [date(*each[:3]) for each in days]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), date(2026, 1, 1)]
    told = [
        build.stretch("H20", since, until, each[3])
        for each, since, until in zip(days, starts, ends, strict=True)
    ]
    law = build.under(h20, SPRING, told)
    march, may = SPRING.edges.index(date(2025, 3, 24)), SPRING.count - 1
    assert (law.announced[march, 0, 0], law.announced[may, 0, 0]) == announced


def asked(h20, shipped):
    gates._remembered.clear()
    return law_gate(h20, shipped, SPRING, shipped.register, None)


def test_a_kept_gate_is_the_one_worked_out(cache, h20, shipped, fresh):
    assert [each.state for each in fresh.stretches[0][0]] == ["free", "shut"]
    assert asked(h20, shipped) == fresh
    (kept,) = cache.glob("gate-*")
    other = replace(fresh, public=((0.5,),))
    gates.write_value(kept, other, "gate-*")
    assert asked(h20, shipped) == other  # so it was read, and not worked out again
    kept.write_bytes(b"broken")
    assert asked(h20, shipped) == fresh
    assert gates.read_value(kept) == fresh  # and is whole again


def test_no_more_is_remembered_than_may_be(cache, h20, shipped, fresh, monkeypatch):
    """What was let go of is read from the disk, or found again, and is the same."""
    kept: Bounded[str, LawGate] = Bounded(2)
    monkeypatch.setattr(gates, "_remembered", kept)
    monkeypatch.setattr(gates, "fresh_gate", lambda *_: fresh)
    days = [date(2025, 3, day) for day in (10, 11, 12, 10)]
    found = [law_gate(h20, shipped, SPRING, shipped.register, day) for day in days]
    assert len(kept) <= 2 and found == [fresh] * 4
    assert len([*cache.glob("gate-*")]) == 3


def test_a_judge_remembers_no_more_laws_than_it_may(shipped, monkeypatch):
    monkeypatch.setattr("ecluse.simulate.judge._MOST_LAWS", 2)
    judge = Judge(judge_of("H20", ("CN", "CN"), {}, shipped).shipment, shipped)
    laws = [shipped.register.at(day) for day in (date(2023, 1, 9), date(2024, 1, 8), RULED)]
    told = [judge.of(law) for law in laws]
    assert [each.state for each in told] == ["free", "free", "shut"]
    assert [judge.of(law) for law in laws] == told
    assert len(judge._of_provisions) <= 2 and len(judge._of_part) <= 2


def digest(market, library, *, steps=SPRING, law=None, known=None):
    return gates._digest(market, library, steps, law or library.register, known)


def test_whatever_changes_a_gate_makes_another(h20, shipped):
    first = digest(h20, shipped)
    later = applied(read_scenario("h20-letter-month-later", shipped), shipped.register)
    product = h20.file.products[0]

    def other(**changes):
        return replace(h20, file=replace(h20.file, products=(replace(product, **changes),)))

    buyers = tuple(replace(each, headquarters="SG") for each in h20.file.buyers)
    found = [
        digest(h20, replace(shipped, digest="of other data")),
        digest(h20, shipped, law=later),
        digest(h20, shipped, known=date(2025, 4, 14)),
        digest(h20, shipped, steps=replace(SPRING, days=1)),
        digest(h20, shipped, steps=replace(SPRING, until=date(2025, 5, 11))),
        digest(other(item="H200 SXM 141GB"), shipped),
        digest(other(given={"end_use": "civil"}), shipped),
        digest(replace(h20, file=replace(h20.file, buyers=buyers)), shipped),
    ]
    assert len({first, *found}) == len(found) + 1
    again = applied(read_scenario("h20-letter-month-later", shipped), shipped.register)
    assert digest(h20, shipped, law=again) == found[1]
    assert digest(replace(h20, priors={}), shipped) == first  # priors bear on no gate


def test_a_library_with_another_record_keeps_nothing(h20, shipped):
    """Its digest is that of the data, which it is no longer."""
    later = applied(read_scenario("h20-letter-month-later", shipped), shipped.register)
    assert digest(h20, replace(shipped, register=later)) is None


@pytest.mark.slow
def test_the_digest_is_the_same_in_every_process():
    says = (
        "from ecluse.law.library import load\n"
        "from ecluse.law.scenario import applied, read_scenario, shipped\n"
        "from ecluse.simulate.law_gate import _digest\n"
        "from ecluse.simulate.periods import steps_of\n"
        "from ecluse.simulate.read_market import open_market\n"
        "data = load()\n"
        "market = open_market('us-cn-2025', data)\n"
        "for name in shipped(data.folder):\n"
        "    law = applied(read_scenario(name, data), data.register)\n"
        "    print(_digest(market, data, steps_of(market.file), law, None))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", says],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(set(next(iter(told)).split())) > 5


@pytest.mark.slow
def test_laws_that_share_an_answer_have_one(shipped):
    """What stands for all laws of which the same part bears is what each of them says: on record,
    and in every scenario. Laws of one day with the same provisions in force are asked once.
    """
    record = shipped.register
    supposed = [read_scenario(name, shipped) for name in scenarios(shipped.folder)]
    logs = sharing([record, *(applied(each, record) for each in supposed)])
    for market in (open_market(named, shipped) for named in market_names(shipped.folder)):
        steps = steps_of(market.file)
        laws = [
            log.at(first, known)
            for log in logs
            for known in (None, date(2025, 4, 14), date(2026, 1, 20))
            for first, _ in log.periods(steps.start, steps.until, known)
        ]
        for product, place in itertools.product(market.file.products, places_of(market)):
            judge = judge_of(product.item, place, product.given, shipped)
            asked: dict[tuple[date, int], Determination] = {}
            for law in laws:  # they hold their provisions, so that no two have one identity
                key = law.on, id(law.provisions)
                if key not in asked:
                    shipment = replace(judge.shipment, on=law.on)
                    asked[key] = determine(shipment, law, shipped, depends=False)
                says_the_same(judge.of(law), asked[key])


def says_the_same(said: GateAnswer, found: Determination) -> None:
    """What a judge says is what is determined."""
    undetermined = found.outcome is Outcome.UNDETERMINED
    free = found.outcome in (Outcome.NLR, Outcome.EXCEPTION, Outcome.NOT_SUBJECT)
    told = found.shipment, found.law.on, found.law.scenario, said
    assert undetermined == (said.state == "unknown"), told
    assert said.state != "free" or free, told
    assert said.policy == (found.review.policy if found.review else None), told
    assert set(said.measures) == {row.entry.measure.measure for row in found.requirements}, told
    assert not undetermined or said.needs == tuple(sorted(found.needs)), told
