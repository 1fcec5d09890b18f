"""The tables between the steps: the way of a line from its texts to its answer.

    a line's texts ──► codes        `text_codes`, `named_items`, `days`, `amounts`
    codes ──► a key, and its lines  `GROUPED`     (one row for each key that occurs)
    key ──► case ──► answer         `CASES`       (the number of the answer)
    answer ──► columns              `ANSWERS`, `SHOWN_ANSWERS` (one row for each that differs)
    row ──► answer of its own       `OVERRIDES`   (totals, and lines that quantities decide)
    lines and answers               `SETTLED`     (what the report sums)

Belongs here: the name and columns of every table that one step makes and another reads.
Does not: making or reading them.
Always true: a table of texts has one row for each distinct text, `CASES` one for each key, and
`ANSWERS` one for each answer, so that no join loses or doubles a line.
"""

from __future__ import annotations

from ecluse.orders.record import COLUMNS, SHOWN
from ecluse.tables.relation import Column, Relation

AMOUNT = "DECIMAL(18,4)"
_TEXT = Column("t", "VARCHAR", "the text as it stands in the cell")
_ROW = Column("r", "BIGINT", "the line's number, as a person counts it")
_KEY = Column("k", "BIGINT", "the key of the case: its codes in one number")
_ANSWER = Column("a", "INTEGER", "the number of the answer")

# ---- from texts to codes -------------------------------------------------------------------------


def text_codes(meaning: str) -> Relation:
    """The codes of a column's texts. Of a country, `alike` is the code of the first country that
    no law can tell from it.
    """
    code = Column("v", "INTEGER", "the code; NULL where the cell says nothing")
    alike = Column("w", "INTEGER", "the code of the first country that no law can tell from it")
    return Relation(
        f"m_{meaning}",
        f"The texts of the column that means {meaning}.",
        {"text": _TEXT, "code": code} | ({"alike": alike} if meaning in PLACES else {}),
    )


PLACES = ("destination", "headquarters", "parent_headquarters")


def named_items(role: str) -> Relation:
    """The texts of the part or the description that name an item."""
    return Relation(
        f"m_{role}",
        f"The texts of the {role} that name an item.",
        {
            "text": _TEXT,
            "code": Column("v", "INTEGER", "the item's code"),
            "label": Column("name", "VARCHAR", "the item’s name"),
        },
    )


def days(kind: str) -> Relation:
    """The texts of the ship date, which are of type `kind` (DATE or VARCHAR)."""
    return Relation(
        "m_date",
        "The texts of the ship date that give a day.",
        {
            "text": Column("t", kind, "the text, or the day, as it stands in the cell"),
            "code": Column("v", "INTEGER", "the code of the period of constant law"),
            "day": Column("d", "DATE", "the day"),
            "period": Column(
                "p", "INTEGER", "the stretch between two days on which a list changed"
            ),
        },
    )


def fact_texts(place: int) -> Relation:
    """The codes of the texts of the further fact at a place."""
    return text_codes(f"fact{place}")


def amounts(role: str) -> Relation:
    """The texts of an amount that the engine does not read as they stand."""
    value = Column("v", AMOUNT, "the amount; NULL where the text is no amount")
    currency = Column("c", "INTEGER", "the code of the currency beside it; NULL where none is")
    columns = {"text": _TEXT, "code": value, "currency": currency}
    return Relation(f"m_{role}", f"Texts of the {role}.", columns)


def party_texts(seat: int) -> Relation:
    """The parties of a seat that are not plain: they meet an entry, or nobody knows them."""
    return Relation(
        f"m_party{seat}",
        f"Parties of seat {seat}.",
        {**PARTY_CELLS, "code": Column("p", "INTEGER")},
    )


def party_places(seat: int) -> Relation:
    """The countries that the plain parties of a seat are said to be in."""
    code = Column("v", "INTEGER", "the code of a plain party there")
    return Relation(
        f"m_party_place{seat}", f"Countries of seat {seat}.", {"text": _TEXT, "code": code}
    )


PARTY_CELLS = {
    "text": Column("t", "VARCHAR", "the cell that names a party; empty where there is none"),
    "country": Column("n", "VARCHAR", "what the cell of its country says"),
    "address": Column("s", "VARCHAR", "what the cell of its address says"),
    "id": Column("i", "VARCHAR", "what the cell of its identifier says"),
}
PARTIES_SEEN = Relation(
    "parties_seen",
    "Every distinct party of a book, once for each seat.",
    {"seat": Column("z", "INTEGER", "the number of the seat"), **PARTY_CELLS},
)
PARTIES_KEPT = Relation(
    "parties_kept",
    "Parties that earlier runs screened against the same lists.",
    {
        "key": Column("k", "VARCHAR", "the digest of the party"),
        "matches": Column("m", "VARCHAR", "what it meets; NULL for nothing"),
    },
)
PARTY_LINES = Relation(
    "party_lines",
    "What the parties of a line come to, for each set of codes and stretch of days that occurs.",
    {
        "key": Column("k", "BIGINT", "the codes of the seats and the stretch in one"),
        "facts": Column("f", "INTEGER", "the code of what the law is told of them"),
        "shown": Column("w", "INTEGER", "the number of what is shown of them"),
    },
)
PARTY_ROWS = Relation(
    "party_rows",
    "The lines that name a party which has a code of its own.",
    {
        "row": Column("r", "BIGINT", "the number of the line"),
        "key": Column("k", "BIGINT", "as `PARTY_LINES` has it"),
    },
)
SHOWN_PARTIES = Relation(
    "party_shown",
    "What is shown of the parties of lines: their worst match.",
    {
        "shown": Column("w", "INTEGER"),
        "band": Column("band", "VARCHAR"),
        "list": Column("list", "VARCHAR"),
        "entry": Column("entry", "VARCHAR"),
        "score": Column("score", "VARCHAR", "0.00 to 1.00"),
        "list_day": Column("list_day", "VARCHAR"),
        "role": Column("role", "VARCHAR"),
        "party": Column("party", "VARCHAR", "the party as the book names it"),
    },
)
SPELLINGS = Relation("spellings", "Every spelling of an item.", {"text": _TEXT})

# ---- from codes to answers -----------------------------------------------------------------------

GROUPED = Relation(
    "grouped",
    "The lines of each key, by currency, declared ECCN, destination, item and own answer.",
    {
        "key": _KEY,
        "currency": Column("c", "INTEGER", "the currency's code"),
        "eccn": Column("e", "INTEGER", "the declared ECCN's code"),
        "destination": Column("d", "INTEGER", "the destination's code"),
        "item": Column("i", "INTEGER", "the item's code"),
        "own": Column("own", "INTEGER", "the answer of the line's own, where it has one"),
        "lines": Column("n", "BIGINT", "how many lines"),
        "units": Column("q", "DECIMAL(38,4)", "the sum of the quantities"),
        "value": Column("v", "DECIMAL(38,8)", "the sum of the values"),
        "row": Column("r", "BIGINT", "the first row, where an ECCN is declared"),
    },
)
PARTY_GROUPS = Relation(
    "party_groups",
    "The lines of each party that is shown, by outcome and currency.",
    {
        "shown": SHOWN_PARTIES.shown,
        "outcome": Column("outcome", "VARCHAR"),
        **{role: GROUPED.columns[role] for role in ("currency", "lines", "units", "value")},
    },
)
CASES = Relation(
    "cases",
    "Each key that occurs, once, with its answer.",
    {
        "key": _KEY,
        "answer": _ANSWER,
        "line": Column("line", "BOOLEAN", "whether quantities decide its lines one by one"),
    },
)
ANSWERS = Relation(
    "answers",
    "Each distinct answer, once.",
    {"answer": _ANSWER}
    | {name: Column(name, "VARCHAR") for name in COLUMNS}
    | {"before": Column("before", "VARCHAR", "what was answered before, where that differs")},
)
_SEATS = Column("seats", "INTEGER", "the seats left out: 1 the headquarters, 2 the parent's")
VERSIONED = Relation(
    "versioned",
    "Each answer as lines show it, once for each set of seats left out.",
    {
        **ANSWERS.columns,
        "seats": _SEATS,
        "data_version": Column("data_version", "VARCHAR", "the version of the data"),
    },
)
SHOWN_ANSWERS = VERSIONED.called("said")  # the same, its texts held as numbered words
OVERRIDES = Relation(
    "overrides", "The lines that have an answer of their own.", {"row": _ROW, "answer": _ANSWER}
)
COUNTED_CASES = Relation("counted_cases", "The keys that are answered line by line.", {"key": _KEY})
SETTLED = Relation(
    "settled",
    "The groups of `GROUPED` with their answers.",
    {"answer": _ANSWER}
    | {role: column for role, column in GROUPED.columns.items() if role not in ("key", "own")},
)
CLASSES_OF_ITEMS = Relation(
    "classes_s",
    "The class of each item that occurs, with its law and further facts.",
    {"key": Column("k", "VARCHAR"), "code": Column("v", "BIGINT", "the number of its class")},
)
CLASSES_OF_PLACES = CLASSES_OF_ITEMS.called("classes_p")

# ---- answers kept from earlier runs --------------------------------------------------------------


def case_names(name: str, kind: str = "INTEGER") -> Relation:
    """What the codes of one part of a case are called from run to run."""
    return Relation(
        f"n_{name}",
        f"The names of the {name} codes of this run.",
        {"code": Column("v", kind), "label": Column("name", "VARCHAR")},
    )


KEPT_CASES = Relation(
    "kept_cases",
    "Cases of earlier runs, by name.",
    {
        "law": Column("law", "VARCHAR"),
        "item": Column("item", "VARCHAR"),
        "destination": Column("d", "VARCHAR"),
        "headquarters": Column("h", "VARCHAR"),
        "parent": Column("p", "VARCHAR"),
        "further": Column("f", "VARCHAR", "further facts, in one text"),
        "line": CASES.line,
        "record": Column("r", "VARCHAR", "the digest of the answer"),
    },
)
KEPT_RECORDS = Relation(
    "kept_records",
    "Answers of earlier runs.",
    {"record": KEPT_CASES.record} | {name: Column(name, "VARCHAR") for name in COLUMNS},
)
HITS = Relation(
    "hits",
    "The cases of this book that earlier runs answered.",
    {"key": _KEY, "record": KEPT_CASES.record, "line": CASES.line},
)
HIT_RECORDS = Relation(
    "hit_records", "Their answers.", {"record": KEPT_CASES.record, "answer": _ANSWER}
)

# ---- what could not be read ----------------------------------------------------------------------

BAD_TEXTS = Relation("bad_texts", "Texts of one column that mean nothing.", {"text": _TEXT})
TOTAL_ROWS = Relation("total_rows", "The rows that are totals of others.", {"row": _ROW})
SHOWN_COLUMNS = (*SHOWN, "before", "data_version")
