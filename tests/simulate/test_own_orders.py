"""A company's own book as the demand: read, run and told line by line."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.errors import EcluseError
from ecluse.simulate.gate import FREE, SHUT, UNKNOWN
from ecluse.simulate.own_answer import own_answer
from ecluse.simulate.own_book import read_own_book
from ecluse.simulate.own_orders import kind_of, own_gates, run_own
from ecluse.simulate.periods import steps_of
from ecluse.simulate.step import FLOWS
from simulate import build
from simulate.conftest import RULE

HEAD = "part number,customer,qty,due date,unit price,destination,hq\n"
BOOK = f"""{HEAD}H20,ByteDance,1000,2025-01-27,12000,,
H20,Tencent,2000,2025-06-02,12000,China,
H20,other firms,500,2025-06-02,12000,Poland,Poland
RTX 6000D,Alibaba,100,2025-03-03,8000,,
H100,Alibaba,100,2025-03-03,25000,,
H20,Baidu,10,2027-01-04,12000,,
"""


@pytest.fixture(scope="module")
def read(market, shipped, tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")

    def book(text: str):
        path = folder / "book.csv"
        path.write_text(text, encoding="utf-8")
        return read_own_book(path, market, shipped)

    return book


def law_of(product, place, since, until):
    """What the law of these tests says: shut for one country from the rule on."""
    if product == "RTX 6000D":
        return [build.stretch(product, since, until, UNKNOWN)]
    if place != "CN":
        return [build.stretch(product, since, until, FREE)]
    before = build.stretch(product, since, RULE - timedelta(days=1), FREE)
    return [before, build.stretch(product, RULE, until, SHUT)]


@pytest.fixture(scope="module")
def found(market, draws):
    steps = steps_of(market.file, until=build.END)
    law = build.told(
        market, steps, lambda p, since, until, _: law_of(p.product, "CN", since, until), "acts"
    )
    return build.simulation(market, law, draws)


def ran(found, book):
    steps = found.regime.steps
    gates = {
        kind_of(line): tuple(law_of(line.product, line.destination, steps.start, steps.until))
        for line in book.lines
    }
    return run_own(found, book, gates)


@pytest.fixture(scope="module")
def own(found, read):
    return ran(found, read(BOOK))


@pytest.fixture(scope="module")
def told(own):
    return own_answer(own)


def test_a_line_is_let_through_as_its_own_gate_says(told):
    before, after, free, unknown, other, late = told.lines
    assert before.gate == FREE and before.delivered.p5 > 0.5 and before.ever == 1
    assert after.gate == SHUT and after.delivered.p50 < before.delivered.p5
    assert after.wait_days.p5 > 60 > before.wait_days.p95  # the first licenses are of August
    assert free.gate == FREE and free.delivered.p5 > 0.5 and free.cancelled.p95 == 0
    assert unknown.gate == UNKNOWN and unknown.delivered.p95 == unknown.ever == 0
    assert (other.standing, other.delivered, other.at_risk_usd) == ("not sold", None, None)
    assert (late.standing, late.gate, late.delivered) == ("late", None, None)


def test_what_is_not_delivered_is_at_risk_and_bears_the_charge(told):
    before, after, free, unknown, *_ = told.lines
    assert unknown.at_risk_usd.p5 == unknown.at_risk_usd.p95 == 100 * 8000
    assert after.charge_usd.p50 > 0 == free.charge_usd.p95
    assert before.at_risk_usd.p50 == pytest.approx(12e6 * (1 - before.delivered.p50))


def test_a_line_due_in_the_last_week_is_at_risk_and_one_due_after_it_is_late(found, read):
    last = found.regime.steps.edges[-1]
    due = [last - timedelta(days=days) for days in (14, 2, 0)]
    told = own_answer(ran(found, read(HEAD + "".join(_row(day) for day in due))))
    before, within, after = told.lines
    assert before.standing == within.standing == "run" and after.standing == "late"
    assert within.delivered.p95 == within.ever == 0 and within.wait_days is None
    assert within.at_risk_usd.p5 == within.at_risk_usd.p95 == 1000 * 12000
    assert told.units == 2000 and after.at_risk_usd is None
    both = before.at_risk_usd.mean + within.at_risk_usd.mean
    assert told.at_risk_usd.mean == pytest.approx(both)


def _row(day):
    return f"H20,ByteDance,1000,{day},12000,,\n"


def test_the_lines_come_to_what_the_run_delivered(own, told):
    """Units, and the charge with what no line bears; of a book from the first day on."""
    flows, seller = own.found.sums.tables, list(own.demand.replaced)
    units = np.array([each.units for each in own.demand.dues])[:, None]
    fates = own.fates
    for flow, shares in (("delivered", fates.delivered), ("ordered", np.ones_like(fates.day))):
        run = flows[flow][-1, seller].sum(axis=0)
        np.testing.assert_allclose((units * shares).sum(axis=0), run, rtol=1e-9, err_msg=flow)
    charged = told.charge_usd.mean + told.charge_for_no_line_usd.mean
    assert charged == pytest.approx(flows["charge"][-1, seller].sum(axis=0).mean())
    lines = [line for line in told.lines if line.delivered is not None]
    whole = sum(line.quantity * line.delivered.mean for line in lines)
    assert whole == pytest.approx(told.delivered.mean)
    for name in ("at_risk_usd", "charge_usd"):
        whole = sum(getattr(line, name).mean for line in lines)
        assert whole == pytest.approx(getattr(told, name).mean)
    worth = sum(line.quantity * line.price_usd for line in lines)
    assert worth == pytest.approx(told.revenue_usd.mean + told.at_risk_usd.mean)


def test_the_rest_of_the_market_stays_to_the_last_bit(found, own):
    other = found.market.products.index("MI308")
    assert other not in own.demand.replaced
    for name in FLOWS:
        then, now = found.sums.tables[name][-1], own.found.sums.tables[name][-1]
        assert np.array_equal(then[other], now[other]), name


def test_a_license_of_the_market_covers_no_other_place_and_no_other_facts(found, read):
    """A line that says more than the market, or goes elsewhere, waits for a license in vain."""
    lines = ("CN,CN,", "CN,CN,military", "KP,KP,", "CN,RU,", "IR,CN,")
    head = "part,customer,qty,due date,destination,hq,end use\n"
    book = read(head + "".join(f"H20,ByteDance,1000,2025-09-01,{each}\n" for each in lines))
    steps = found.regime.steps
    shut = tuple(law_of("H20", "CN", steps.start, steps.until))
    own, *others = own_answer(run_own(found, book, {kind_of(e): shut for e in book.lines})).lines
    assert own.ever > 0.9 and own.delivered.p50 > 0
    assert [(each.gate, each.ever, each.delivered.p95) for each in others] == [(SHUT, 0, 0)] * 4


@pytest.fixture(scope="module")
def later(found, read):
    """A book of one line, which gives no price, in the summer."""
    return ran(found, read("item,buyer,quantity,due\nH20,Tencent,10,2025-08-04\n"))


def test_until_its_day_the_market_is_its_own_demand(found, later):
    first = found.regime.steps.edges[later.demand.first]
    assert first == date(2025, 8, 4)
    assert later.found.sums.tables["delivered"][-1, 0].min() > 10
    assert (
        later.found.sums.tables["cancelled"][-1, 0].mean()
        > found.sums.tables["cancelled"][-1][0].mean()
    )


def test_the_same_book_has_the_same_id_and_another_has_another(found, read, own, later):
    assert read(BOOK).digest == own.book.digest != read(BOOK.replace("1000", "1001")).digest
    assert len({found.id, own.found.id, later.found.id}) == 3


def test_a_price_that_the_book_leaves_out_is_the_markets(later):
    (line,) = own_answer(later).lines
    assert line.price_usd is None
    assert line.at_risk_usd.p95 > line.at_risk_usd.p5 > 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD, ["the book has no lines"]),
        ("part,price\nH20,1\n", ["the quantity", "the due date", "the group of buyers"]),
        (
            f"{HEAD}H2O,ByteDance,5,2025-02-10,1,,\nH20,Tencnt,-2,2025-13-02,1,Chna,\nH20,,5,,1,,\n",
            [
                "'H2O': no item is called that",
                "near names are 'NVIDIA H20 96GB'",
                "did you mean 'Tencent'?",
                "'-2': no number of zero or more",
                "row 3, 'qty'",
                "'2025-13-02': no date",
                "'Chna'",
                "nothing is said of the due date",
                "row 4, 'customer'",
            ],
        ),
        (f"{HEAD}H20,Tencent,5,2025-02-03,1,unknown,\n", ["a country must be named"]),
    ],
)
def test_all_that_is_wrong_with_a_book_is_told_at_once(read, text, says):
    with pytest.raises(EcluseError) as caught:
        read(text)
    assert [each for each in says if each not in str(caught.value)] == []


def test_a_book_of_nothing_that_the_market_sells_is_refused(found, read):
    with pytest.raises(EcluseError, match="no line is of a product of the market"):
        ran(found, read(f"{HEAD}H100,Tencent,5,2025-02-03,1,,\n"))


def test_a_book_that_would_not_fit_is_refused(found, read, monkeypatch):
    monkeypatch.setattr("ecluse.simulate.own_orders.MOST_BYTES", 1000)
    with pytest.raises(EcluseError, match="ask for 31 draws"):
        ran(found, read(f"{HEAD}H20,Tencent,5,2025-02-03,1,,\n"))


def test_a_part_of_a_country_keeps_its_own_law(read):
    (line,) = read(f"{HEAD}H20,other firms,5,2025-02-03,1,Crimea,\n").lines
    assert dict(line.facts)["region"] == "Crimea"


@pytest.mark.slow
def test_a_book_is_answered_as_the_engine_says_and_written_and_run_again(run, tmp_path):
    book, kept, lines = (tmp_path / name for name in ("book.csv", "kept.json", "lines.csv"))
    book.write_text(BOOK, encoding="utf-8")
    words = ["us-cn-2025", "--draws", "20", "--show", "chips", "--orders", book]
    status, text, wrong = run("simulate", *words, "--out", kept)
    assert status == 0, wrong
    assert "undetermi" in text and "not sold" in text
    answer = json.loads(kept.read_text("utf-8"))
    gates = [g for g in answer["orders"]["gates"] if g["destination"] == "PL"]
    assert {g["state"] for g in gates} == {"free"}  # the engine's own answer
    rtx = [g["state"] for g in answer["orders"]["gates"] if g["product"] == "RTX 6000D"]
    assert set(rtx) == {"unknown"}
    status, text, _ = run("simulate", "us-cn-2025", "--replay", kept)
    assert status == 0 and "the same numbers" in text
    status, _, wrong = run("simulate", *words, "--out", lines, "--lang", "fr")
    assert status == 0, wrong
    rows = lines.read_text("utf-8").splitlines()
    assert rows[0].startswith("row,part,item,product,buyer") and len(rows) == 7
    status, _, wrong = run("simulate", *words, "--out", lines)
    assert status == 2 and "ecluse did not write" in wrong
    book.write_text(BOOK.replace("1000", "1001"), encoding="utf-8")
    status, text, _ = run("simulate", "us-cn-2025", "--replay", kept)
    assert status == 2 and "the book changed" in text


def test_the_engine_is_asked_of_all_units_of_like_lines_and_of_no_stated_gate(
    found, read, shipped, monkeypatch
):
    """An exception that counts units must cover them all; what the market states opens nothing."""
    asked = {}

    def asked_of(product, place, *_):
        asked[(product.product, *place)] = product
        return lambda since, until, _: [build.stretch(product.product, since, until, SHUT)]

    monkeypatch.setattr("ecluse.simulate.own_orders.asked_of", asked_of)
    more = "MI308,Tencent,0.5,2025-03-03,8000,,\nMI308,Baidu,7,2025-04-03,8000,,\n"
    gates = own_gates(read(f"{BOOK}{more}H100,Baidu,7,2025-03-03,1,Poland,\n"), found, shipped)
    sold = next(p for p in found.market.file.products if p.product == "MI308")
    assert sold.stated_gates and all(each.stated_gates == () for each in asked.values())
    assert {kind.product for kind in gates} == {"H20", "RTX 6000D", "MI308", None}
    assert asked["MI308", "CN", "CN"].given["quantity"] == "7.5"
    assert asked["NVIDIA H100 SXM5 80GB", "PL", "CN"].given["quantity"] == "7"
