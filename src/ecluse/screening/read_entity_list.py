"""The Entity List as the regulation has it: the eCFR's XML of part 744, or a CSV of its table.

Belongs here: the table of supplement no. 4, and taking its cell "Entity" apart into name, other
names and addresses. Does not: other supplements.
Always true: the country is that of the last row that names one; nothing of a cell is dropped: what
is not understood as a name stands in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from ecluse.screening.entry import ENTITY_LIST
from ecluse.screening.published import (
    FileMistakes,
    PublishedLists,
    Road,
    dated,
    filled,
    lines_of,
    lists_of,
    one_line,
)
from ecluse.screening.read_table import Cells, joined

COLUMNS = (
    *("Country", "Entity", "License requirement", "License review policy"),
    "Federal Register citation",
)
_SUPPLEMENT = re.compile(r"Supplement\s+No\.\s*4\s+to\s+Part\s+744", re.IGNORECASE)
_SOURCE = "Supplement no. 4 to 15 CFR part 744, eCFR"
_SUFFIX = re.compile(
    r"(?:Co|Company|Corp|Corporation|Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|PLC|PJSC|JSC|OJSC|"
    r"OOO|AO|OAO|ZAO|GmbH|S\.?A|S\.?R\.?L|Sdn|Bhd|Pte|Pvt|FZE|FZCO|FZC|FZ-LLC|BV|B\.V|AG|KG|SARL|"
    r"S\.?A\.?R\.?L|Ltda|a\.s|A\.S|S\.p\.A|Lda|Est|Jr|Sr|the|The|Institute|Academy)\b",
)
_ALIASES = re.compile(
    r",?\s*\(?a\.k\.a\.?,?\s*(?:the\s+following\s+\w+\s+alias(?:es)?:?)?", re.IGNORECASE
)
_DASH = re.compile(r"[—–]\s*|(?<=;)\s+-\s*")
_TAIL = re.compile(r"[;,]?\s*(?:\band\b)?\s*$")


def read_regulation(root: ET.Element, mistakes: FileMistakes) -> PublishedLists:
    """The XML of part 744, or of its supplement no. 4 alone.

    Raises:
        InputError, SeveralErrors: There is no such table in it, or every mistake in its rows.
    """
    supplement = next(
        (
            node
            for node in root.iter()
            if node.tag.upper().startswith("DIV") and _SUPPLEMENT.search(node.get("N") or "")
        ),
        None,
    )
    tables = list(supplement.iter("TABLE")) if supplement is not None else []
    if not tables:
        mend = "get part 744 of title 15 as XML from the eCFR, with its supplement no. 4"
        mistakes.add("the Entity List is not in it", None, mend)
        mistakes.tell()
    cells = [
        [one_line("".join(cell.itertext())) for cell in row if cell.tag in {"TD", "TH"}]
        for table in tables
        for row in table.iter("TR")
    ]
    return _read(cells, mistakes)


def read_regulation_csv(text: str, mistakes: FileMistakes) -> PublishedLists:
    """A CSV of the table, with its own headings.

    Raises:
        InputError, SeveralErrors: Every mistake in its rows.
    """
    return _read([list(map(one_line, row)) for _, row in lines_of(text, mistakes)], mistakes)


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row is the heading of the regulation's table."""
    named = {cell.strip().casefold() for cell in row}
    return {column.casefold() for column in COLUMNS} <= named


def _read(rows: Sequence[Sequence[str]], mistakes: FileMistakes) -> PublishedLists:
    if not rows or not is_heading(rows[0]):
        wanted = ", ".join(COLUMNS)
        mistakes.add("the table has other columns", 1, f"its columns are {wanted}")
        mistakes.tell()
    found = list(_entries(rows, mistakes))
    return lists_of(Road.REGULATION, _SOURCE, {ENTITY_LIST: found}, mistakes)


def _entries(rows: Sequence[Sequence[str]], mistakes: FileMistakes) -> Iterator[Cells]:
    columns = [cell.casefold() for cell in rows[0]]
    at = [columns.index(column.casefold()) for column in COLUMNS]
    country = ""
    for line, row in enumerate(rows[1:], 2):
        if is_heading(row):  # the table is repeated for each country
            continue
        if len(row) != len(columns):
            if any(row):
                mistakes.add("a row of more or fewer cells", line, "get the file anew")
            continue
        named, entity, requirement, policy, cited = (row[index] for index in at)
        if named:
            country = mistakes.country(_plain_country(named), line)
        if not entity:
            continue
        for what, said in (("country", country), ("license requirement", requirement)):
            if not said:
                mistakes.add(f"'{entity[:60]}' has no {what}", line, "get the file anew")
        asks = filled(requirement=requirement, policy=policy, citation=cited)
        yield dated(_party(entity, country, mistakes) | asks)


def _party(entity: str, country: str, mistakes: FileMistakes) -> Cells:
    names, addresses = taken_apart(entity)
    # Hong Kong stands under China there, and an entry has addresses in other countries too.
    ends = (mistakes.place(address.rpartition(",")[2].strip(" .")) for address in addresses)
    return filled(
        name=names[0],
        aliases=joined(names[1:]),
        countries=joined((country, *ends)),
        addresses=joined(addresses),
    )


def _plain_country(text: str) -> str:
    """A country as the table writes it, in capitals and turned round.

    >>> _plain_country("CHINA, PEOPLE'S REPUBLIC OF"), _plain_country("CRIMEA REGION OF UKRAINE")
    ('CHINA', 'CRIMEA REGION OF UKRAINE')
    """
    return re.sub(r",\s*(?:PEOPLE.S\s+)?REPUBLIC OF.*$", "", text, flags=re.IGNORECASE)


def taken_apart(entity: str) -> tuple[list[str], list[str]]:
    """The names and the addresses of a cell "Entity".

    >>> taken_apart("Acme Chips Co., Ltd., a.k.a., the following two aliases: —Acme; and —AC Ltd. "
    ... "No. 1 Road, Jinan, China; and Unit 2, Hong Kong")
    (['Acme Chips Co., Ltd.', 'Acme', 'AC Ltd.'], ['No. 1 Road, Jinan, China', 'Unit 2, Hong Kong'])
    >>> taken_apart("Acme Institute, Bantian, Shenzhen, China; and")
    (['Acme Institute'], ['Bantian, Shenzhen, China'])
    """
    text = _TAIL.sub("", entity)
    head = _ALIASES.search(text)
    if head is None:
        name, address = _name_first(text)
        return [name], _addresses(address)
    name = text[: head.start()].strip(" ,")
    rest = text[head.end() :].strip()
    parts = [part for part in _DASH.split(rest) if part.strip()]
    if len(parts) < 2 and not _DASH.match(rest):
        alias, address = _name_first(rest)
        return [name, alias], _addresses(address)
    *first, last = parts
    # Behind the last alias stands the address, in a sentence of its own.
    alias, _, address = _sentence(last)
    aliases = [_TAIL.sub("", part).strip(" .") if not _ends_short(part) else _TAIL.sub("", part)
               for part in first]  # fmt: skip
    return [name, *(alias for alias in (*aliases, alias) if alias)], _addresses(address)


def _ends_short(part: str) -> bool:
    return bool(re.search(r"\b(?:Ltd|Co|Inc|Corp)\.\W*(?:and)?\W*$", part))


def _sentence(text: str) -> tuple[str, str, str]:
    """A name, and what follows it after a full stop; or after its first comma where none does."""
    found = re.search(r"(?<=[a-z)\d]{2})\.\s+(?=[A-Z0-9#])", text)
    if found is None:
        name, address = _name_first(text)
        return name, "", address
    name = text[: found.start() + 1]
    return (name if _ends_short(name) else name.rstrip(".")), ".", text[found.end() :]


def _name_first(text: str) -> tuple[str, str]:
    """A name up to the first comma that no form of a company follows, and the rest."""
    for comma in re.finditer(r",\s*", text):
        if not _SUFFIX.match(text, comma.end()):
            return text[: comma.start()].strip(), text[comma.end() :].strip()
    return text.strip(), ""


def _addresses(text: str) -> list[str]:
    return [part.strip() for part in re.split(r";\s*(?:and\s+)?", text) if part.strip()]


def day_of_name(name: str) -> date | None:
    """The day in the name of a file, such as `ecfr-2026-07-09.xml`."""
    found = re.search(r"(\d{4})-(\d{2})-(\d{2})", name)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
