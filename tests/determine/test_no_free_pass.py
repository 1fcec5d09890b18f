"""What a declared ECCN and an exception do not take away, of items of the catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.verdict import Outcome
from ecluse.law.library import Library, load
from ecluse.law.provision import LicenseException

TODAY = date(2026, 9, 24)
LEVEL_A = frozenset({"4A090.a", "4A004.z.1", "4A005.z.1", "5A992.z.1"})
HALVES = frozenset({"3A001.z (a)", "4A003.z (a)", "5A002.z (a)", "5A004.z (a)"})


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load()


@pytest.mark.parametrize(
    ("name", "to", "on", "eccn", "provision"),
    [
        ("Huawei Ascend 910C", "DE", TODAY, "5A992.c", "736.2(b)(10)"),
        ("Huawei Ascend 910C", "DE", TODAY, None, "736.2(b)(10)"),
        ("Huawei Ascend 910D (reported)", "DE", TODAY, "EAR99", "736.2(b)(10)"),
        ("NVIDIA GeForce RTX 4090", "IQ", TODAY, None, "742.6"),
        ("NVIDIA H100 PCIe 80GB", "CN", date(2024, 2, 1), "3A611", "742.6"),
    ],
)
def test_a_license_stays_a_license(shipped, name, to, on, eccn, provision):
    item = shipped.catalogue.get(name, "test")
    given = {"declared_eccn": eccn} if eccn else {}
    found = ask(item, to=to, on=on, given=given, library=shipped)
    assert (found.outcome, found.verdict.exception) == (Outcome.LICENSE, None)
    names = [each.entry.says.provision for each in found.requirements]
    assert any(provision in name for name in names), names


@pytest.mark.parametrize(("to", "exception"), [("CN", "NAC"), ("KZ", "ACA")])
def test_an_exception_shut_in_iraq_is_open_elsewhere(shipped, to, exception):
    item = shipped.catalogue.get("NVIDIA GeForce RTX 4090", "test")
    found = ask(item, to=to, on=TODAY, library=shipped)
    assert (found.outcome, found.verdict.exception) == (Outcome.EXCEPTION, exception)


def test_a_design_of_somebody_else_is_under_no_prohibition(shipped):
    item = shipped.catalogue.get("AMD Instinct MI300X", "test")
    found = ask(item, to="DE", on=TODAY, library=shipped)
    assert found.outcome is not Outcome.LICENSE


def test_what_holds_of_3a090a_holds_of_the_paragraphs_z(shipped):
    register, lacking, seen = shipped.register, set(), 0
    for day in (day for day in register.days() if day >= date(2023, 11, 17)):
        says = [entry.says for entry in register.at(day).provisions.values()]
        for each in (each for each in says if "3A090.a" in (getattr(each, "items", None) or ())):
            seen += 1
            items = set(each.items)
            if isinstance(each, LicenseException):  # for 5A002 and 5A004 on further terms (§ 740.8)
                alike = [one for one in says if isinstance(one, LicenseException)]
                items.update(*(one.items for one in alike if one.symbol == each.symbol))
            lacking |= {(each.provision, paragraph) for paragraph in (LEVEL_A | HALVES) - items}
    assert seen > 0
    assert lacking == set()
