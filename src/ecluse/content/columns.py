"""Which column of a bill's table says what, by the headings that people and programs write.

Belongs here: the usual names in English and French, and what is wrong with a heading. Does not:
reading a cell (read_bill).
Always true: a heading is exact but for case, accents, punctuation and a unit in brackets; one that
is not known is an error with near names, for what it says may decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecluse.errors import EcluseError, InputError, UnknownNameError, near, raise_all
from ecluse.facts.country import folded

TOTAL = "total"
# The first name of each is the one that a bill's YAML has; of several, the more telling come first.
_NAMES: dict[str, tuple[str, ...]] = {
    "part": (
        *("part", "part number", "part no", "part name", "p/n", "mpn", "component", "item"),
        *("item number", "item name", "material", "product", "référence", "réf", "pièce"),
        *("numéro de pièce", "composant", "article", "produit", "description"),
        *("part description", "item description", "désignation", "libellé"),
    ),
    "origin": (
        *("origin", "country of origin", "origin country", "coo", "made in", "origine"),
        *("pays d'origine", "pays origine", "country of manufacture", "pays de fabrication"),
    ),
    "eccn": (
        *("eccn", "eccn number", "eccn code", "export control classification number"),
        *("numéro eccn", "code eccn", "classification eccn"),
    ),
    "value": (
        *("value", "unit value", "unit price", "unit cost", "price", "cost", "valeur"),
        *("valeur unitaire", "prix unitaire", "coût unitaire", "prix", "coût"),
    ),
    TOTAL: (
        *("total value", "total cost", "total price", "total", "extended cost", "extended price"),
        *("extended value", "line total", "amount", "valeur totale", "coût total", "prix total"),
        *("montant", "montant total"),
    ),
    "quantity": (
        *("quantity", "qty", "quantity per", "qty per", "units", "pieces", "quantité", "qté"),
        *("nombre", "unités"),
    ),
    "us_technology": (
        *("us technology", "made with us technology"),
        *("technologie américaine", "technologie des états-unis"),
    ),
}
COLUMNS = tuple(name for name in _NAMES if name != TOTAL)
_MEANING = {folded(name): meaning for meaning, names in _NAMES.items() for name in names}
_RANK = {folded(name): place for names in _NAMES.values() for place, name in enumerate(names)}
_UNIT = re.compile(r"[(\[][^)\]]*[)\]]|[$€£]|\b(?:usd|eur|gbp|cny|jpy)\b", re.IGNORECASE)
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class BillColumns:
    """The place of each column's meaning; a description beside a part's number is passed over."""

    places: Mapping[str, int]
    width: int

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by their meaning."""
        return {name: row[at].strip() for name, at in self.places.items() if at < len(row)}


def columns_of(heading: Sequence[str], where: str) -> BillColumns:
    """Which column says what.

    Raises:
        InputError, UnknownNameError, SeveralErrors: A heading is not known, two say the same, or
            none names the part.
    """
    errors: list[EcluseError] = []
    places: dict[str, list[int]] = {}
    for at, name in enumerate(heading):
        key = _key(name)
        if key in _MEANING:
            places.setdefault(_MEANING[key], []).append(at)
        elif name.strip():
            errors.append(_unknown(name, where))
    for meaning, found in places.items():
        found.sort(key=lambda at: _RANK[_key(heading[at])])
        if len(found) > 1 and (meaning != "part" or _same(heading, found)):
            told = " and ".join(f"'{heading[at].strip()}'" for at in found[:_MOST_NAMED])
            what = f"the columns {told} both say the part's {meaning}"
            errors.append(InputError(what, where, "keep one"))
    if "part" not in places:
        what = "there is no column 'part'"
        errors.append(InputError(what, where, f"the columns are {', '.join(COLUMNS)}"))
    raise_all(errors)
    return BillColumns({meaning: found[0] for meaning, found in places.items()}, len(heading))


def _key(name: str) -> str:
    return folded(_UNIT.sub(" ", name))


def _same(heading: Sequence[str], found: Sequence[int]) -> bool:
    """Whether the first two of the columns found are called the same."""
    return _key(heading[found[0]]) == _key(heading[found[1]])


def _unknown(name: str, where: str) -> EcluseError:
    names = tuple(each for names in _NAMES.values() for each in names)
    mend = near(name.strip(), names) or f"the columns are {', '.join(COLUMNS)}"
    return UnknownNameError(f"unknown column '{name.strip()}'", where, mend)
