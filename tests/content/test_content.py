"""A bill of materials: what it comes to on both sides of each limit, and what is wrong with one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

import build
from ecluse.content import columns
from ecluse.content.answer import answer_of
from ecluse.content.findings import content_of, item_of, stating
from ecluse.content.read_bill import read_bill
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError
from ecluse.facts.country import folded
from ecluse.law.library import load

DAY = date(2026, 3, 1)
HEAD = "item: Server\nmade_in: TW\ndesigned_in: TW\nvalue: 100\nus_technology: no\nparts:\n"


def bill(folder: Path, *parts: str, head: str = HEAD):
    path = folder / "bill.yaml"
    path.write_text(head + "".join(f"  - {{{part}}}\n" for part in parts), "utf-8")
    return read_bill(path, build.library())


def found(folder: Path, to: str, *parts: str, head: str = HEAD):
    read, library = bill(folder, *parts, head=head), build.library()
    shipment = Shipment(item=item_of(read), destination=to, on=DAY)
    return answer_of(content_of(read, shipment, build.law(DAY), library), library)


CARD = "part: card, origin: US, eccn: 5A002.a.1, us_technology: no, value: "


@pytest.mark.parametrize(
    ("to", "value", "above", "limit"),
    [
        ("CN", "25", False, 25),
        ("CN", "25.01", True, 25),
        ("SY", "10", False, 10),
        ("SY", "10.01", True, 10),
        ("CU", "10.01", True, 10),
    ],
)
def test_the_limit_is_itself_de_minimis(tmp_path, to, value, above, limit):
    answer = found(tmp_path, to, CARD + value)
    assert (answer.above_limit, answer.limit_percent) == (above, limit)
    assert answer.subject == ("yes" if above else "no")
    assert answer.decides == (["card"] if above else [])


def test_what_needs_no_license_there_does_not_count(tmp_path):
    answer = found(tmp_path, "CA", CARD + "90")
    assert (answer.share_high_percent, answer.parts[0].controlled) == (0, False)


@pytest.mark.parametrize(
    "part",
    ["part: card, eccn: 5A002.a.1, us_technology: no", "part: x, origin: US, us_technology: no"],
    ids=["origin", "entry"],
)
def test_what_nobody_knows_makes_the_share_a_range(tmp_path, part):
    answer = found(tmp_path, "CN", f"{part}, value: 30")
    assert (answer.share_low_percent, answer.share_high_percent) == (0, 30)
    assert (answer.above_limit, answer.subject) == (None, "unknown")
    assert len(answer.decides) == 1
    assert "us_content_percent" in answer.needs


def test_what_nobody_knows_makes_no_difference_below_the_limit(tmp_path):
    answer = found(tmp_path, "CN", "part: x, us_technology: no, value: 25, eccn: 5A002.a.1")
    assert (answer.share_high_percent, answer.above_limit, answer.subject) == (25, False, "no")


def test_a_3a001_ic_in_it_has_no_level_where_computers_are_tier_3(tmp_path):
    answer = found(
        tmp_path, "CN", "part: ic, origin: US, eccn: 3A001.a.7, us_technology: no, value: 1"
    )
    open_ = [each["provision"] for each in answer.grounds if each["truth"] == "unknown"]
    assert (answer.above_limit, answer.subject, open_) == (False, "unknown", ["734.4(a)(1)"])


def test_one_part_made_with_us_technology_leaves_the_direct_product_rules_open(tmp_path):
    head = HEAD.replace("us_technology: no", "us_technology: unknown")
    answer = found(tmp_path, "CN", "part: ic, origin: TW, us_technology: yes, value: 1", head=head)
    assert (answer.us_technology, answer.subject) == (True, "unknown")


@pytest.mark.parametrize(
    ("part", "on", "technology"),
    [
        ("part: H100, origin: TW", "2022-10-20", False),
        ("part: H100, origin: TW", "2022-10-21", None),
        ("part: HGX H100 8-GPU, origin: MX", "2024-06-01", None),
        ("part: ICs, origin: TW, eccn: 3A090.a", "2024-06-01", None),
        ("part: T4, origin: TW", "2024-06-01", False),
        ("part: Ascend 910C, origin: CN", "2025-05-12", False),
        ("part: Ascend 910C, origin: CN", "2025-05-13", None),
    ],
)
def test_a_bare_no_frees_no_part_that_is_presumed_to_be_subject(tmp_path, part, on, technology):
    """As `check` has it: an IC of US design that meets 3A090 is presumed to be the direct product
    of US technology, and one that General Prohibition 10 reaches too.
    """
    library, law = load(), load().register.at(date.fromisoformat(on))
    path = tmp_path / "bill.yaml"
    path.write_text(f"{HEAD}  - {{{part}, us_technology: no, value: 80}}\n", "utf-8")
    read = read_bill(path, library)
    shipment = Shipment(item=item_of(read), destination="CN", on=law.on)
    answer = answer_of(content_of(read, shipment, law, library), library)
    assert (answer.us_technology, answer.subject) == (
        technology,
        "unknown" if technology is None else "no",
    )


def test_a_bill_says_the_same_to_check(tmp_path):
    read, library = bill(tmp_path, CARD + "25.01"), build.library()
    item = build.item(kind="chip", item=read.name, tpp="100")
    shipment = Shipment(item=item, destination="SY", on=DAY)
    case = stating(shipment, read, build.law(DAY), library)
    assert determine(case, build.law(DAY), library).subject.value == "true"
    assert case.given["us_content_percent"].number is not None


def test_all_mistakes_of_a_bill_are_told_together(tmp_path):
    with pytest.raises(EcluseError) as raised:
        bill(
            tmp_path,
            "part: a, origin: Chna",
            "part: b, eccn: 5A",
            "part: c, value: -1",
            "part: d, us_technology: perhaps",
        )
    told = [each.what for each in raised.value.mistakes]
    assert told == [
        "no country is called 'Chna'",
        "'5A' is no ECCN",
        "'value' cannot be negative (-1)",
        "'us_technology' cannot be 'perhaps'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("part,orign\na,US\n", "unknown column 'orign'"),
        ("origin\nUS\n", "there is no column 'part'"),
        ("part\n", "there are no parts"),
        ("part,origin\na,US,5\n", "a row of 3 cells under 2 columns"),
        ("part,value,price\na,1,1\n", "the columns 'value' and 'price' both say the part's value"),
        ("part,Part\na,b\n", "the columns 'part' and 'Part' both say the part's part"),
        ("part,unit cost,total cost,qty\na,2,9,4\n", "2 for each of 4 is not 9 in total"),
        ("part,weight\na,1\n", "unknown column 'weight'"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, text, said):
    path = tmp_path / "bill.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(EcluseError, match=said):
        read_bill(path, build.library())


@pytest.mark.parametrize(
    "text",
    [
        "part,origin,eccn,value,quantity\ncard,US,5A002.a.1,10,3\n",
        "Part Number,Description,Country of Origin,ECCN,Unit Price (USD)\ncard,x,US,5A002.a.1,30\n",
        "Description;COO;ECCN code;Extended cost;Qty\ncard;USA;5A002 a 1;30;3\n",
        "Désignation;Pays d’origine;Code ECCN;Coût unitaire (€)\ncard;États-Unis;5A002.a.1;30\n",
        "Pièce\tOrigine\tECCN\tMontant total\ncard\tUS\t５Ａ００２．ａ．１\t30\n",
        "component,made in,eccn,unit cost,total cost,quantity\ncard,US,5A002.a.1,10,30.1,3\n",
    ],
)
def test_the_headings_that_people_write_are_read(tmp_path, text):
    path = tmp_path / "bill.csv"
    path.write_text(text, "utf-8")
    (part,) = read_bill(path, build.library()).parts
    assert (part.part, part.origin, part.eccn) == ("card", "US", "5A002.a.1")
    assert part.value in (30, Decimal("30.1"))


def test_numbers_may_be_french(tmp_path):
    path = tmp_path / "nomenclature.csv"
    rows = ("a;300,50", "b;1 250,00", "c;1\u202f250", "d;1250.5", "e;1,250")
    path.write_text("\n".join(("Pièce;Coût unitaire", *rows)), "utf-8")
    values = [str(part.value) for part in read_bill(path, build.library()).parts]
    assert values == ["300.50", "1250.00", "1250", "1250.5", "1250"]
    path.write_text("Pièce;Coût unitaire\na;1.250,50\nb;1,25,30\n", "utf-8")
    with pytest.raises(EcluseError, match="'value' cannot be"):
        read_bill(path, build.library())


def test_every_heading_of_a_bill_says_one_thing():
    named = [folded(name) for names in columns._NAMES.values() for name in names]
    assert sorted(named) == sorted(set(named))


def test_parts_worth_more_than_the_item_are_refused(tmp_path):
    with pytest.raises(EcluseError, match="more than the item's 100"):
        bill(tmp_path, CARD + "100.01")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_command_prints_what_the_answer_says(run, tmp_path, lang):
    path = tmp_path / "bill.csv"
    path.write_text("part;origin;eccn;value;quantity\ncard;US;5A002.a.1;10;3\ncase;TW;;70;1\n")
    words = SimpleNamespace(en="on which side", fr="de minimis")
    code, out, _ = run("content", path, "--to", "CN", "--on", "2026-03-01", "--lang", lang)
    assert code == 0  # no designer is named: presumed, and by 30 % above the limit
    assert "30" in out
    assert getattr(words, lang) not in out
    _, out, _ = run("content", path, "--to", "CN", "--on", "2026-03-01", "--json")
    assert json.loads(out)["share_low_percent"] == 30


def test_check_takes_a_bill(run, tmp_path):
    path = tmp_path / "bill.yaml"
    head = HEAD.replace("item: Server", "item: NVIDIA H20 96GB")
    path.write_text(f"{head}  - {{{CARD}10}}\n", "utf-8")
    asked = ("check", "H20", "--content", path, "--to", "SY", "--on", "2026-03-01", "--json")
    _, out, _ = run(*asked, "--given", "us_military_content=no")
    assert json.loads(out)["subject"] == "no"  # of US design, made abroad: every rule is out
    code, _, err = run(*asked[:2], "H100", *asked[2:])
    assert (code, "name one item" in err) == (2, True)


def test_a_bill_of_another_item_is_refused(run, tmp_path):
    read, library = bill(tmp_path, CARD + "10"), build.library()
    shipment = Shipment(item=build.item(item="Rack"), destination="SY", on=DAY)
    with pytest.raises(EcluseError, match="the bill is of 'Server', and the question of 'Rack'"):
        stating(shipment, read, build.law(DAY), library)
    called = build.item(item="Rack")
    called = replace(called, aliases=("server",))  # the same, by another of its names
    stating(replace(shipment, item=called), read, build.law(DAY), library)
    path = tmp_path / "bill.yaml"
    code, out, err = run("check", "H20", "--content", path, "--to", "SY", "--on", "2026-03-01")
    assert (code, out) == (2, "")
    assert "the bill is of 'Server', and the question of 'NVIDIA H20 96GB'" in err


def test_a_column_that_is_none_is_refused_with_all_that_there_are():
    assert columns.COLUMNS == ("part", "origin", "eccn", "value", "quantity", "us_technology")
