"""What the declared ECCN and that of the maker come to: by the door, by codes, and as shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.eccn_answer import eccns_of
from ecluse.determine.remarks import duties
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.errors import InputError
from ecluse.facts.eccn import eccn_of
from ecluse.facts.item import FiledEccn, Item
from ecluse.law.library import Library, load

ON = date(2026, 8, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def part(number: str | None, **more) -> Item:
    filed = None if number is None else FiledEccn(number=number)
    return Item(name="Part 1", vendor="NVIDIA", eccn=filed, **more)


@pytest.mark.parametrize(
    ("filed", "to", "on", "outcome"),
    [
        ("5A002.z.1", "CN", ON, "UNDETERMINED"),  # NAC, were it not for datacenters
        ("5A002.z.1", "CA", ON, "NLR"),
        ("5A002.z.1", "DE", ON, "UNDETERMINED"),
        ("4A994.l", "CN", ON, "NLR"),
        ("4A994.l", "RU", ON, "LICENSE"),
        ("5A992.z.1", "CN", date(2022, 10, 21), "LICENSE"),
        ("5A992.z.1", "CN", date(2022, 10, 20), "NLR"),
        ("4A090.b", "CN", date(2023, 11, 16), "LICENSE"),
        ("EAR99", "IR", ON, "LICENSE"),
    ],
)
def test_a_part_without_figures_is_what_its_maker_files(library, filed, to, on, outcome):
    exporter = "Acme" if on.year == 2022 and on.month < 11 else None
    found = ask(part(filed), to=to, on=on, exporter=exporter, library=library)
    assert found.outcome.value == outcome


def test_a_filed_number_that_is_not_on_file_clears_nothing(library):
    known = {"tpp": "1000", "die_area_mm2": "545", "dram_bandwidth_gb_per_s": "320"}
    given = {**known, "host_link_gb_per_s": "32", "chip_link_gb_per_s": "0", "datacenter": "yes"}
    found = {
        filed: ask(part(filed), to="CN", on=date(2024, 6, 1), given=given, library=library)
        for filed in (None, "5A992.c", "5A992.c.z", "3A611")
    }
    outcomes = {filed: each.outcome.value for filed, each in found.items()}
    assert outcomes == {
        None: "NLR",
        "5A992.c": "NLR",
        "5A992.c.z": "UNDETERMINED",
        "3A611": "UNDETERMINED",
    }


@pytest.mark.parametrize("filed", ["4A090.a", "5A002.z.1", "3A090.a", "4A090.b", "5A992.z.2.b1"])
@pytest.mark.parametrize("datacenter", ["yes", "no", "unknown"])
def test_no_part_filed_as_controlled_goes_to_china_freely(library, filed, datacenter):
    given = {"datacenter": datacenter}
    found = ask(part(filed), to="CN", on=ON, given=given, library=library)
    assert found.outcome is not Outcome.NLR


def test_the_maker_and_the_user_are_both_shown_and_every_reason_counts(library):
    found = ask(part("5A002.z.1"), to="DE", on=ON, eccn="EAR99", library=library)
    assert found.outcome is Outcome.UNDETERMINED
    shown = eccns_of(found, "en")
    assert [each.by for each in shown] == ["user", "maker"]
    assert shown[0].text.startswith("EAR99 as declared by you")
    french = eccns_of(found, "fr")
    assert (
        french[1].title
        == "articles de 5A002 qui atteignent aussi 3A090 ou 4A090 (niveau de 3A090.a)"
    )


def test_an_exception_holds_only_if_both_list_it(library):
    given = {"enc_basis": "b1"}
    more = {"to": "SG", "on": ON, "given": given, "library": library}
    assert ask(part("5A002"), **more).answer.exception == "ENC"
    assert ask(part("5A002"), eccn="4A003.b", **more).outcome is Outcome.LICENSE


def test_a_number_of_bis_is_evidence_for_enc(library):
    filed = FiledEccn(number="5A002.a", ccats="G200946")
    item = replace(part(None), eccn=filed)
    assert ask(item, to="DE", on=ON, library=library).answer.exception == "ENC"
    found = ask(item, to="SG", on=ON, library=library)
    assert found.needs == {"government_end_user"}


def test_the_level_of_a_later_paragraph_says_nothing_against_figures(library):
    found = ask("A40", to="CN", on=date(2022, 12, 13), library=library)
    assert library.catalogue.find("A40").eccn.number == "4A090.b"
    assert found.outcome is Outcome.NLR


def test_strictly_the_maker_settles_what_nobody_declares(library):
    found = ask(part("EAR99"), to="DE", on=ON, strict=True, library=library)
    assert "declared_eccn" not in found.needs


def test_what_is_no_eccn_is_refused_at_the_door(library):
    with pytest.raises(InputError, match="'GPU' is no ECCN"):
        ask("A10", to="DE", on=ON, eccn="GPU", library=library)
    with pytest.raises(InputError, match="said twice"):
        ask("A10", to="DE", on=ON, eccn="EAR99", given={"declared_eccn": "EAR99"}, library=library)


@pytest.mark.parametrize("to", ["CN", "DE", "SG"])
@pytest.mark.parametrize(
    "eccn", ["5A002", "5A992.c", "4A090.a", "3A001.a.7", "6A003", "EAR99", None]
)
@pytest.mark.parametrize("name", ["A10", "H100 PCIe", "DGX H100", "RTX 5090"])
def test_the_codes_come_to_what_the_steps_come_to(library, name, eccn, to):
    found = ask(name, to=to, on=ON, eccn=eccn, library=library)
    verdicts = Verdicts(found.law, library)
    needed = verdicts.needed(found.shipment)
    assert (needed.verdict, needed.needs) == (found.verdict, found.needs)


def test_a_card_that_its_maker_files_in_category_4_is_4a090(library):
    card = library.catalogue.find("H100 PCIe")
    assert card.kind == "chip"
    assert eccn_of(card.eccn.number) == "4A090.a"
    assert ask(card, to="DE", on=ON, library=library).classification == ["4A090.a"]


def test_each_requirement_is_overcome_on_its_own_and_every_exception_is_named(library):
    given = {"datacenter": "no", "enc_basis": "b1", "enc_requirements_met": "yes"}
    found = ask(part("5A002.z.1"), to="CN", on=ON, given=given, library=library)
    assert found.answer.exception == "NAC"
    assert [each.entry.says.symbol for each in found.used_besides] == ["ENC"]
    said = duties(found, "en")
    assert any("25 calendar days" in each for each in said)
    assert any("self-classification report" in each for each in said)
    assert said[0].startswith("License Exception ENC must be used too")
