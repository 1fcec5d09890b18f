"""The keys of a market's files, as a page: from the classes that read them.

Belongs here: the tables. Does not: the page's place (make_pages), or what the keys do (simulation).
Always true: a key, what it takes and whether it is wanted come from the code; so does what is said
of it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ecluse.facts.vocabulary import Wording
from ecluse.law.library import Library
from ecluse.simulate import market_file, parameters, prior_file
from ecluse.simulate.read_market import open_market

_PLAIN = {
    str: "text",
    float: "number",
    int: "whole number",
    bool: "true or false",
    date: "day",
    Wording: "text in `en` and `fr`",
}
_FILES: Mapping[str, type] = {
    "priors": prior_file.PriorsFile,
    "markets": market_file.MarketFile,
    "practice": market_file.PracticeFile,
    "gates": market_file.GatesFile,
    "news": market_file.NewsFile,
}
_PARAMETERS = {
    "product": parameters.OF_PRODUCT,
    "buyer": parameters.OF_BUYER,
    "market": parameters.OF_MARKET,
}
_MARKET = "us-cn-2025"


def market_keys(text: Path, books: Library) -> str:
    """The page: its prose, the tables of keys, and the parameters that take a prior."""
    parts = [text.read_text("utf-8").rstrip()]
    for folder, kind in _FILES.items():
        parts.append(f"## data/{folder}")
        for each in _within(kind, []):
            parts += [f"### {_title(each, kind)}", *_table(each)]
    return "\n\n".join([*parts, "## Parameters", *_parameters(books)]) + "\n"


def _within(kind: type, seen: list[type]) -> list[type]:
    """A class of keys and those within it, each once."""
    if kind not in seen:
        seen.append(kind)
        for hint in get_type_hints(kind).values():
            for each in _classes(hint):
                _within(each, seen)
    return seen


def _classes(hint: Any) -> Iterator[type]:
    if is_dataclass(hint) and isinstance(hint, type) and hint not in _PLAIN:
        yield hint
    for part in get_args(hint):
        yield from _classes(part)


def _title(kind: type, whole: type) -> str:
    return "the file" if kind is whole else _spaced(kind)


def _spaced(kind: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def _table(kind: type) -> list[str]:
    about, notes = _told(kind)
    hints = get_type_hints(kind)
    rows = [
        f"| `{each.name}` | {_type(hints[each.name])} | {_wanted(each)} "
        f"| {notes.get(each.name, '')} |"
        for each in fields(kind)
    ]
    return [about, "\n".join(["| key | takes | | says |", "| --- | --- | --- | --- |", *rows])]


def _told(kind: type) -> tuple[str, dict[str, str]]:
    """What a class says of itself, and of its keys."""
    about, _, args = (inspect.getdoc(kind) or "").partition("Args:")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {6,}.*)*)", args, re.MULTILINE)
    return about.strip(), {name: " ".join(text.split()) for name, text in found}


def _wanted(each: Field[Any]) -> str:
    return "wanted" if each.default is MISSING and each.default_factory is MISSING else ""


def _type(hint: Any) -> str:
    """What a key takes, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in args)
    if origin in (UnionType, Union):
        return _type(next(each for each in args if each is not NoneType)) + _null(args)
    if origin is tuple:
        return f"list: {_type(args[0])}"
    if origin is not None:  # a mapping
        return f"names, each with: {_type(args[1])}"
    return _spaced(hint)


def _null(args: tuple[Any, ...]) -> str:
    return ", or null" if NoneType in args else ""


def _parameters(books: Library) -> list[str]:
    """What each product, group of buyers and market takes, with the shipped market's units."""
    market = open_market(_MARKET, books)
    file = market.file
    takes = {"product": file.products[0].takes, "buyer": file.buyers[0].takes, "market": file.takes}
    found = []
    for of, names in _PARAMETERS.items():
        rows = [
            f"| `{name}` | {market.priors[takes[of][name]].unit} | `{takes[of][name]}` |"
            for name in names
        ]
        head = [f"| of a {of} | unit | such as |", "| --- | --- | --- |"]
        found.append("\n".join([*head, *rows]))
    return found
