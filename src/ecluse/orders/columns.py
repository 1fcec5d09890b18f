"""Which column of a book means what.

Belongs here: the usual names of columns (ERP exports, AES and EEI filings), finding them, and
taking the user's word.
Does not: reading what stands in a cell (cell_text).
Always true: a column has one meaning or none; what was guessed and what was given can be told
apart; every fact of the vocabulary may be a column, under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.country import folded
from ecluse.facts.vocabulary import Vocabulary

# The first name of each is the one that `--columns` takes.
USUAL: dict[str, tuple[str, ...]] = {
    "part": (
        "part",
        "part number",
        "part no",
        "partnumber",
        "p/n",
        "pn",
        "mpn",
        "manufacturer part number",
        "material",
        "material number",
        "material description",
        "item",
        "item number",
        "item description",
        "product",
        "product name",
        "product code",
        "sku",
        "model",
        "description",
        "article",
        "artikel",
        "article number",
        "commodity description",
        "désignation",
        "référence",
    ),
    "eccn": (
        "eccn",
        "declared eccn",
        "export control classification number",
        "eccn code",
        "eccn declared",
        "export classification",
        "us eccn",
    ),
    "quantity": (
        "quantity",
        "qty",
        "order quantity",
        "ordered quantity",
        "order qty",
        "ship qty",
        "shipped quantity",
        "units",
        "pieces",
        "pcs",
        "menge",
        "quantité",
        "quantity 1",
    ),
    "unit_value": (
        "unit value",
        "unit price",
        "price",
        "net price",
        "unit price usd",
        "unit value usd",
        "price per unit",
        "unit cost",
        "prix unitaire",
    ),
    "value": (
        "value",
        "line value",
        "total value",
        "amount",
        "net value",
        "extended value",
        "value of goods",
        "customs value",
        "line total",
        "montant",
    ),
    "currency": ("currency", "curr", "currency code", "ccy", "waers", "devise"),
    "destination": (
        "destination",
        "country of ultimate destination",
        "ultimate destination",
        "country of destination",
        "destination country",
        "ship to country",
        "ship-to country",
        "ship to",
        "country",
        "dest country",
        "dest",
        "delivery country",
        "country code",
        "land",
        "pays",
        "pays de destination",
    ),
    "headquarters": (
        "headquarters",
        "end user headquarters",
        "end-user headquarters",
        "hq",
        "hq country",
        "headquarters country",
        "country of headquarters",
        "end user hq",
        "end user hq country",
        "consignee headquarters",
        "consignee hq country",
        "siège",
    ),
    "parent_headquarters": (
        "parent headquarters",
        "parent hq",
        "ultimate parent country",
        "ultimate parent",
        "ultimate parent hq",
        "ultimate parent headquarters",
        "parent country",
        "parent company country",
        "ultimate parent headquarters country",
        "country of ultimate parent",
    ),
    "date": (
        "date",
        "ship date",
        "shipping date",
        "shipment date",
        "date of export",
        "export date",
        "departure date",
        "planned ship date",
        "requested ship date",
        "goods issue date",
        "delivery date",
        "order date",
        "date of exportation",
        "date d'expédition",
        "on",
    ),
    "consignee": (
        "consignee",
        "ultimate consignee",
        "consignee name",
        "ultimate consignee name",
        "ship to name",
        "ship-to party",
        "sold to party",
        "customer",
        "customer name",
        "destinataire",
    ),
    "end_user": ("end user", "end-user", "end user name", "end customer", "utilisateur final"),
    "exporter": (
        "exporter",
        "exporter of record",
        "usppi",
        "u.s. principal party in interest",
        "shipper",
        "seller",
        "exportateur",
    ),
    "end_use": (
        "end use",
        "end-use",
        "end use statement",
        "intended use",
        "application",
        "utilisation finale",
    ),
    "origin": ("origin", "country of origin", "origin country", "coo", "pays d'origine"),
}
AMOUNTS = ("quantity", "unit_value", "value")
REQUIRED = ("part", "destination", "date")
WORDS = {
    "part": "the part number",
    "destination": "the country of ultimate destination",
    "date": "the ship date",
}
# Roles that are facts of the vocabulary: a column called by the fact's own name is read by the
# role.
_ROLE_OF_FACT = {
    "quantity": "quantity",
    "destination": "destination",
    "headquarters": "headquarters",
    "parent_headquarters": "parent_headquarters",
    "exporter": "exporter",
    "end_use": "end_use",
    "origin": "origin",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What each meaning's column is called in this book.

    Args:
        roles: Meaning → column, for the meanings of `USUAL`.
        facts: Fact of the vocabulary → column, for all other facts.
        given: The meanings that the user gave; the others were guessed.
        unused: Columns without a meaning here; they are carried through.
    """

    roles: Mapping[str, str]
    facts: Mapping[str, str]
    given: frozenset[str] = frozenset()
    unused: tuple[str, ...] = ()

    def shown(self) -> list[dict[str, str | bool]]:
        """The mapping as rows, for people."""
        rows = [*self.roles.items(), *self.facts.items()]
        return [
            {"means": meaning, "column": column, "given": meaning in self.given}
            for meaning, column in rows
        ]


def read_pairs(text: str | None) -> dict[str, str]:
    """`part=Material,date=Ship Date` as a mapping.

    Raises:
        InputError: A pair has no equals sign.
    """
    pairs: dict[str, str] = {}
    for pair in (part for part in (text or "").split(",") if part.strip()):
        meaning, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise InputError(
                f"'{pair.strip()}' is not MEANING=COLUMN",
                "--columns",
                "write it as part=Material,destination=Land",
            )
        pairs[meaning.strip().casefold().replace(" ", "_").replace("-", "_")] = column.strip()
    return pairs


def find_columns(
    headings: Sequence[str], vocabulary: Vocabulary, given: Mapping[str, str], where: str
) -> Columns:
    """The meaning of each column: as given, else by its usual name.

    Raises:
        InputError, SeveralErrors: A given column or meaning does not exist, or a meaning that every
        answer needs has no column.
    """
    errors: list[EcluseError] = []
    taken = {
        meaning: column
        for meaning, text in given.items()
        if (column := _given(meaning, text, headings, vocabulary, errors))
    }
    raise_all(errors)
    roles = {meaning: column for meaning, column in taken.items() if meaning in USUAL}
    facts = {meaning: column for meaning, column in taken.items() if meaning not in USUAL}
    free = [heading for heading in headings if heading not in taken.values()]
    by_name: dict[str, str] = {}
    for heading in free:
        by_name.setdefault(folded(heading), heading)
    for role, names in USUAL.items():
        found = next((by_name[folded(name)] for name in names if folded(name) in by_name), None)
        if role not in roles and found is not None:
            roles[role] = by_name.pop(folded(found))
    for fact in vocabulary.facts:
        if fact not in facts and fact not in _ROLE_OF_FACT and folded(fact) in by_name:
            facts[fact] = by_name.pop(folded(fact))
    for role in REQUIRED:
        if role not in roles:
            mend = f"say which it is: --columns {role}=NAME; the columns are {_listed(headings)}"
            errors.append(
                InputError(f"no column is called as {WORDS[role]} usually is", where, mend)
            )
    raise_all(errors)
    used = {*roles.values(), *facts.values()}
    order = [role for role in USUAL if role in roles]
    return Columns(
        roles={role: roles[role] for role in order},
        facts=facts,
        given=frozenset(taken),
        unused=tuple(heading for heading in headings if heading not in used),
    )


def _given(
    meaning: str,
    text: str,
    headings: Sequence[str],
    vocabulary: Vocabulary,
    errors: list[EcluseError],
) -> str | None:
    if meaning not in USUAL and meaning not in vocabulary.facts:
        names = (*USUAL, *vocabulary.facts)
        errors.append(
            InputError(
                f"no column means '{meaning}'",
                "--columns",
                near(meaning, names) or f"give one of {', '.join(USUAL)}, or a fact",
            )
        )
        return None
    found = [heading for heading in headings if heading == text] or [
        heading for heading in headings if folded(heading) == folded(text)
    ]
    if not found:
        errors.append(
            InputError(
                f"no column is called '{text}'",
                "--columns",
                near(text, headings) or f"the columns are {_listed(headings)}",
            )
        )
        return None
    return found[0]


def _listed(headings: Sequence[str]) -> str:
    shown = ", ".join(f"'{heading}'" for heading in headings[:20])
    return f"{shown} and {len(headings) - 20} more" if len(headings) > 20 else shown
