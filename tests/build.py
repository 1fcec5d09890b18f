"""Builders: a chip, a board, a shipment, a law and an answer from a few words.

Belongs here: turning what a test writes down into ecluse's values. Does not: expectations.
Always true: nothing here reads the catalogue; a chip has the figures that the test gives it and no
others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.facts.catalogue import catalogue_of
from ecluse.facts.item import Item
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import Document
from ecluse.law import library as libraries
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.law.scenario import applied, read_scenario

TESTS = Path(__file__).parent
_HEAD = ("item", "vendor", "designer_headquarters", "kind", "family", "datacenter", "contains")


@cache
def library() -> Library:
    """The shipped data, without the shipped items: a legal test gives each chip its figures."""
    return replace(libraries.load(), catalogue=catalogue_of([]))


def item(**words: Any) -> Item:
    """An item from its keys and figures, all in one: `item(tpp=4800, datacenter=True,
    vendor="Acme")`; of US design unless said.
    """
    tree: dict[str, Any] = {"item": "the chip", "designer_headquarters": "US", "figures": {}}
    for name, value in words.items():
        if value is None:
            tree.pop(name, None)
            continue
        text = (
            value
            if isinstance(value, dict)
            else str(value).lower()
            if isinstance(value, bool)
            else str(value)
        )
        if name in _HEAD:
            tree[name] = text
        else:
            tree["figures"][name] = text
    return read_items(Document("the test", tree, {}, user=True), library().vocabulary)[0]


def chip(**words: Any) -> Item:
    """A chip with these figures."""
    return item(**words)


def with_items(*items: Item) -> Library:
    """The library with these items as its catalogue (a board is looked up by the chip inside)."""
    return replace(library(), catalogue=catalogue_of(items))


@cache
def _register(scenario: str | Path | None) -> Register:
    if scenario is None:
        return library().register
    return applied(read_scenario(scenario, library()), library().register)


@cache
def law(
    on: date,
    known: date | None = None,
    reading: str = "enforced",
    scenario: str | Path | None = None,
) -> Law:
    """The law of a day; kept, for many tests ask for the same."""
    return _register(scenario).at(on, known, Reading(reading))


def day(text: date | str) -> date:
    """A date from ISO text."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def answer(
    thing: Item,
    to: str,
    on: date | str,
    *,
    known: date | str | None = None,
    reading: str = "enforced",
    scenario: str | Path | None = None,
    inside: Item | None = None,
    hq: str | None = None,
    parent_hq: str | None = None,
    exporter: str | None = None,
    origin: str | None = None,
    quantity: Any = None,
    end_use: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> Determination:
    """Determine one shipment."""
    from decimal import Decimal

    lib = with_items(thing, inside) if inside is not None else library()
    facts = {
        name: lib.vocabulary.read(name, _text(value), "the test")
        for name, value in (given or {}).items()
    }
    shipment = Shipment(
        item=thing,
        destination=to,
        on=day(on),
        headquarters=None if "headquarters" in facts else hq,
        parent_headquarters=None if "parent_headquarters" in facts else parent_hq,
        exporter=exporter,
        origin=origin,
        end_use=None if "end_use" in facts else end_use,
        quantity=None if quantity is None else Decimal(str(quantity)),
        given=facts,
    )
    return determine(shipment, law(day(on), day(known) if known else None, reading, scenario), lib)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def read_cases() -> list[tuple[str, dict[str, Any]]]:
    """Every case of tests/cases/us and the folders under it, with its file; `chip` and `board` may
    name an entry of the file's `items`.
    """
    found, folder = [], TESTS / "cases" / "us"
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).with_suffix("").as_posix()
        found += [(file, case) for case in cases_of(path.read_text(encoding="utf-8"))]
    return found


def cases_of(text: str) -> list[dict[str, Any]]:
    """The cases of a file, each whole."""
    from ruamel.yaml import YAML

    tree, found = YAML(typ="safe", pure=True).load(text), []
    defaults = tree.get("defaults", {})
    items = tree.get("items", {})
    for case in tree["cases"]:
        whole = {
            **defaults,
            **case,
            "given": {**defaults.get("given", {}), **case.get("given", {})},
        }
        for key in ("chip", "board"):
            if isinstance(whole.get(key), str):
                whole[key] = items[whole[key]]
        if "but" in whole:  # the chip of the file with some figures otherwise; null takes one away
            whole["chip"] = {**whole["chip"], **whole.pop("but")}
        found.append(whole)
    return found


def decide_case(case: Mapping[str, Any]) -> Determination:
    """Run one case through the engine."""
    known_keys = {
        "case",
        "on",
        "known",
        "reading",
        "scenario",
        "chip",
        "board",
        "to",
        "hq",
        "parent_hq",
        "exporter",
        "origin",
        "quantity",
        "end_use",
        "given",
        "expect",
        "bug",
    }
    if unknown := set(case) - known_keys:
        raise ValueError(f"unknown keys in a case: {sorted(unknown)}")
    inside = None
    thing = chip(**case["chip"])
    if "board" in case:
        inside = replace(thing, name="the chip inside")
        board = {
            "kind": "system",
            "item": "the board",
            "contains": {"item": "the chip inside", "count": "8"},
            **case["board"],
        }
        thing = item(**board)
    return answer(
        thing,
        case["to"],
        case["on"],
        known=case.get("known"),
        reading=case.get("reading", "enforced"),
        scenario=case.get("scenario"),
        inside=inside,
        hq=case.get("hq"),
        parent_hq=case.get("parent_hq"),
        exporter=case.get("exporter"),
        origin=case.get("origin"),
        quantity=case.get("quantity"),
        end_use=case.get("end_use"),
        given=case.get("given"),
    )
