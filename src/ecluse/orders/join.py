"""The joins that lay codes, and then answers, beside the lines: one SQL for every engine.

Belongs here: the statements. Does not: running them (engine), or what the codes mean (hoist).
Always true: every join is a left join on one row per key, so that lines out are lines in; a cell that no table knows gets
the explicit code of the unknown, never a lost line. Nothing is compared here but codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecluse.orders.columns import Columns
from ecluse.orders.hoist import Case
from ecluse.orders.read import FAULT, Book, name_of
from ecluse.orders.record import BEFORE, COLUMNS, OUTPUT

_TOO_LARGE = 1 << 62
UNRESOLVED = -2
_AMOUNT = "DECIMAL(18,4)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Radix:
    """How a case is packed into one number: the size of each place, the least first."""

    laws: int
    items: int
    places: int
    facts: tuple[int, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Laws (with room for the faults below zero), items (with the two that are none), three countries, facts."""
        return (self.laws + 16, self.items + 2, self.places, self.places, self.places, *self.facts)

    @property
    def fits(self) -> bool:
        """Whether a packed case is a 64-bit number."""
        product = 1
        for size in self.sizes:
            product *= size
        return product < _TOO_LARGE

    def packed(self, terms: Sequence[str]) -> str:
        """The expression that packs."""
        if not self.fits:
            return "concat_ws('.', " + ", ".join(terms) + ")"
        parts, factor = [], 1
        for term, size in zip(terms, self.sizes, strict=True):
            parts.append(f"CAST({term} AS BIGINT)" + (f" * {factor}" if factor > 1 else ""))
            factor *= size
        return " + ".join(parts)

    def unpacked(self, key: int | str) -> tuple[int, Case | None]:
        """The fault (0 for none) and the case (None for a fault) of a packed number."""
        digits: list[int] = []
        if isinstance(key, str):
            digits = [int(part) for part in key.split(".")]
        else:
            for size in self.sizes:
                key, digit = divmod(key, size)
                digits.append(digit)
        law, item, destination, headquarters, parent, *facts = digits
        if law < 16:
            return law, None
        return 0, Case(law - 16, item - 2, destination, headquarters, parent, tuple(facts))


def text_of(book: Book, column: str) -> str:
    """A column's cell as text."""
    return f"b.{name_of(column)}" if book.types[column] == "VARCHAR" else f"CAST(b.{name_of(column)} AS VARCHAR)"


def amount_of(book: Book, column: str, table: str) -> str:
    """A column's cell as a number, by the table where the text is not plain."""
    plain = f"TRY_CAST(b.{name_of(column)} AS {_AMOUNT})"
    if book.types[column] == "VARCHAR":
        return f"coalesce(CASE WHEN {plain} >= 0 THEN {plain} END, {table}.v)"
    return f"CASE WHEN {plain} >= 0 THEN {plain} END"


def coded(book: Book, columns: Columns, facts: Sequence[tuple[str, str, bool]], radix: Radix, select: str) -> str:
    """Lines with their codes: `facts` are the further columns (fact, column, whether it is a figure of the item)."""
    roles = columns.roles
    joins = [f"LEFT JOIN m_part ON m_part.t = {text_of(book, roles['part'])}",
             f"LEFT JOIN m_date ON m_date.t = {text_of(book, roles['date'])}",
             f"LEFT JOIN m_destination ON m_destination.t = {text_of(book, roles['destination'])}"]
    destination = "coalesce(m_destination.v, 0)"
    headquarters, parent = destination, ""
    if "headquarters" in roles:
        joins.append(f"LEFT JOIN m_headquarters ON m_headquarters.t = {text_of(book, roles['headquarters'])}")
        headquarters = f"coalesce(m_headquarters.v, m_destination.v, 0)"
    parent = headquarters
    if "parent_headquarters" in roles:
        joins.append(f"LEFT JOIN m_parent_headquarters ON m_parent_headquarters.t = {text_of(book, roles['parent_headquarters'])}")
        parent = headquarters.replace("coalesce(", "coalesce(m_parent_headquarters.v, ", 1)
    values = []
    for place, (_, column, _own) in enumerate(facts):
        joins.append(f"LEFT JOIN m_fact{place} ON m_fact{place}.t = {text_of(book, column)}")
        values.append(f"coalesce(m_fact{place}.v, 0)")
    own = [value for value, (_, _, figure) in zip(values, facts, strict=True) if figure]
    has_own = "(" + " OR ".join(f"{value} > 0" for value in own) + ")" if own else "false"
    fault = f"(CASE WHEN m_part.v IS NULL AND NOT {has_own} THEN 2 ELSE 0 END + CASE WHEN {destination} = 0 THEN 4 ELSE 0 END + CASE WHEN m_date.v IS NULL THEN 8 ELSE 0 END)"
    if book.has_fault:
        fault = f"CASE WHEN b.{FAULT} IS NOT NULL THEN 1 ELSE {fault} END"
    terms = ["m_date.v + 16", f"coalesce(m_part.v, -1) + 2", destination, headquarters, parent, *values]
    whole = radix.packed(terms)
    broken = radix.packed([fault, *["0"] * (len(terms) - 1)])
    key = f"CASE WHEN {fault} > 0 THEN {broken} ELSE {whole} END"
    for role in ("quantity", "unit_value", "value"):
        if role in roles and book.types[roles[role]] == "VARCHAR":
            joins.append(f"LEFT JOIN m_{role} ON m_{role}.t = b.{name_of(roles[role])}")
    for role in ("currency", "eccn"):
        if role in roles:
            joins.append(f"LEFT JOIN m_{role} ON m_{role}.t = {text_of(book, roles[role])}")
    return f"SELECT {select.format(key=key)} FROM {book.relation} b\n" + "\n".join(joins)


def quantity_of(book: Book, columns: Columns) -> str:
    """The expression of the quantity."""
    return amount_of(book, columns.roles["quantity"], "m_quantity") if "quantity" in columns.roles else "NULL"


def value_of(book: Book, columns: Columns) -> str:
    """The expression of the line's value: as stated, else quantity times unit value."""
    parts = []
    if "value" in columns.roles:
        parts.append(amount_of(book, columns.roles["value"], "m_value"))
    if "unit_value" in columns.roles and "quantity" in columns.roles:
        parts.append(f"{quantity_of(book, columns)} * {amount_of(book, columns.roles['unit_value'], 'm_unit_value')}")
    return f"coalesce({', '.join(parts)})" if parts else "NULL"


def grouped(book: Book, columns: Columns, facts: Sequence[tuple[str, str, bool]], radix: Radix, *, overridden: bool = False) -> str:
    """Lines, units and values of each case that occurs, by currency and declared ECCN (and by the line's own answer, where it has one).

    Where a line cannot be answered its key says only why; its destination and item are kept beside it.
    """
    currency = "coalesce(m_currency.v, 0)" if "currency" in columns.roles else "0"
    eccn = "coalesce(m_eccn.v, 0)" if "eccn" in columns.roles else "0"
    inner = (f"{{key}} AS k, {currency} AS c, {eccn} AS e, coalesce(m_destination.v, 0) AS d, coalesce(m_part.v, -2) AS i, {quantity_of(book, columns)} AS q, "
             f"{value_of(book, columns)} AS v, {_row(book)} AS r")
    joined = "LEFT JOIN overrides o ON o.r = l.r" if overridden else ""
    return (f"SELECT l.k, c, e, d, i, {'o.a' if overridden else 'CAST(NULL AS INTEGER)'} AS own, count(*) AS n, sum(q) AS q, sum(v) AS v, min(l.r) AS r\n"
            f"FROM ({coded(book, columns, facts, radix, inner)}) l {joined}\nGROUP BY ALL")


def summed() -> str:
    """The groups summed by answer, currency, declared ECCN, destination and item."""
    return ("SELECT coalesce(g.own, c.a) AS a, g.c, g.e, g.d, g.i, sum(n)::BIGINT, sum(q), sum(v), min(r) FROM grouped g LEFT JOIN cases c USING (k) "
            "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5")


def counted_lines(book: Book, columns: Columns, facts: Sequence[tuple[str, str, bool]], radix: Radix) -> str:
    """The lines of the cases in `counted_cases`, in date order, then in the order of the book."""
    consignee = text_of(book, columns.roles["consignee"]) if "consignee" in columns.roles else "NULL"
    quantity = quantity_of(book, columns)
    select = f"{_row(book)} AS r, {{key}} AS k, m_date.d AS d, {consignee} AS n, {quantity} AS q"
    return f"SELECT r, l.k, d, n, q FROM ({coded(book, columns, facts, radix, select)}) l WHERE l.k IN (SELECT k FROM counted_cases) ORDER BY d, r"


def _row(book: Book) -> str:
    return f"b.{book.row}" if book.row.startswith(("file_row", "__")) else book.row


def answered(book: Book, columns: Columns, facts: Sequence[tuple[str, str, bool]], radix: Radix, headings: Sequence[str], version: str, *, before: bool, overridden: bool, words: bool = True) -> str:
    """Every line with every column of its own and the answer's; in the order of the book. With `words`, from the tables of numbered words."""
    inner = ", ".join([*(f"b.{name_of(heading)}" for heading in headings), "m_part.name AS __item", "{key} AS __key"])
    said_in = "said" if words else "answers"
    if overridden:
        inner += f", {_row(book)} AS __row"
    lines = coded(book, columns, facts, radix, inner)
    answer = "coalesce(o.a, c.a)" if overridden else "c.a"
    joins = "LEFT JOIN cases c ON c.k = l.__key" + ("\nLEFT JOIN overrides o ON o.r = l.__row" if overridden else "")
    said = [f"a.{name_of(name)} AS ecluse_{name}" for name in COLUMNS]
    said[-1:-1] = ["l.__item AS ecluse_item"]
    said.append("a.data_version AS ecluse_data_version" if words else f"'{version}' AS ecluse_data_version")
    if before:
        said.append(f"a.before AS {BEFORE}")
    own = [f"l.{name_of(heading)}" for heading in headings]
    return f"SELECT {', '.join([*own, *said])}\nFROM ({lines}) l\n{joins}\nLEFT JOIN {said_in} a ON a.a = {answer}"


def output_columns(headings: Sequence[str], *, before: bool) -> list[str]:
    """The headings of what is written."""
    return [*headings, *OUTPUT, *([BEFORE] if before else [])]


def table_names(book: Book, columns: Columns, facts: Sequence[tuple[str, str, bool]]) -> list[str]:
    """The tables of texts that a book's columns are joined to."""
    texts = [role for role in ("destination", "headquarters", "parent_headquarters", "eccn", "currency") if role in columns.roles]
    numbers = [role for role in ("quantity", "unit_value", "value") if role in columns.roles and book.types[columns.roles[role]] == "VARCHAR"]
    return ["m_part", "m_date", *(f"m_{role}" for role in (*texts, *numbers)), *(f"m_fact{place}" for place in range(len(facts)))]
