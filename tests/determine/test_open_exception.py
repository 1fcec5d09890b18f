"""Exceptions that nobody claims are named, and none is used."""

from __future__ import annotations

from dataclasses import replace

from build import answer, chip, law, library
from ecluse.determine.decide import determine
from ecluse.determine.open_exception import open_exceptions
from ecluse.determine.verdict import Outcome

A = chip(vendor="Acme", datacenter=True, tpp=4800, die_area_mm2=400, dram_bandwidth_gb_per_s=900)
H20 = chip(vendor="NVIDIA", family="H20", datacenter=True, tpp=2368, die_area_mm2=814)


def test_a_license_names_what_stands_open() -> None:
    found = answer(A, "CN", "2024-06-01")
    claims = {each.provision: sorted(each.settles) for each in open_exceptions(found)}
    assert found.outcome is Outcome.LICENSE
    assert claims == {
        "740.9(a)(6) TMP": ["sent_for_test_or_repair"],
        "740.10(a) RPL": ["replaces_part_one_for_one"],
        "740.10(b) RPL": ["returned_or_replaced_under_rpl"],
        "740.11(b) GOV": ["for_us_government"],
    }


def test_what_leaves_a_requirement_standing_is_not_named() -> None:
    assert open_exceptions(answer(H20, "CN", "2026-06-01")) == ()


def test_an_exception_that_is_claimed_is_used_and_no_longer_open() -> None:
    given = {"replaces_part_one_for_one": True}
    assert open_exceptions(answer(A, "CN", "2024-06-01", given=given)) == ()


def test_strictly_too_what_is_not_claimed_is_not_used() -> None:
    found = answer(A, "CN", "2024-06-01", hq="CN", parent_hq="CN", origin="US")
    strict = replace(found.shipment, strict=True)
    assert determine(strict, law(strict.on), library()).needs.isdisjoint(
        library().vocabulary.claims
    )
