"""What an entry's words mean, as small codes.

Belongs here: footnotes, items covered and review policy, read from the verbatim text with the
table of spellings that a jurist edits. Does not: what a listing requires (the law).
Always true: a text that the table does not hold is UNREAD, the strictest; a footnote is never lost
where either its number or the paragraph that it stands for is in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.csv_rows import CsvRow, csv_rows
from ecluse.screening.entry import EntryPolicy, ItemsCovered

FILE = "spellings.csv"
_HEADING = ("of", "words", "code", "note")
_REFERENCE = re.compile(r"[\s,.(]*\bsee\s+§|[\s,.(]*\(see\b|\(se\s", re.IGNORECASE)
_CODES: Mapping[str, tuple[str, ...]] = {
    "requirement": tuple(ItemsCovered),
    "policy": tuple(EntryPolicy),
    "days before print": ("a number of days",),
}
# Which footnote a paragraph of § 734.9 stands for, where its number is lost.
_PARAGRAPHS = (
    (re.compile(r"734\.9\s*\(e\)\s*\(2\)"), 4),
    (re.compile(r"734\.9\s*\(e\)\s*\(3\)"), 5),
    (re.compile(r"734\.9\s*\(e\)\s*\(1\)"), 1),
    (re.compile(r"734\.9\s*\(g\)"), 3),
)
_ENTITY_RULES = re.compile(r"734\.9\s*\(e\)")
_OF_ENTITY_RULES = frozenset({1, 4, 5})
# A bare digit behind a paragraph or at the end: "734.9(g),3", "734.9(e) 1", "the EAR)4.", "EAR 2".
_DIGITS = (
    re.compile(r"734\.9\s*\([eg]\)\s*,?\s*(\d)(?!\d)"),
    re.compile(r"\bEAR\b[.)\s]*(\d)\s*\.?\s*$", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """The table of spellings: from folded words to a code.

    Args:
        under: Countries that the lists write under another, each with that other.
        before_print: How many days before its print an entry of a list may have taken effect.
    """

    items: Mapping[str, ItemsCovered]
    policies: Mapping[str, EntryPolicy]
    under: Mapping[str, str]
    before_print: Mapping[str, int] = field(default_factory=dict)

    def items_covered(self, requirement: str | None) -> ItemsCovered:
        """Which items a license requirement takes in; UNREAD where its words are not on file."""
        if requirement is None:
            return ItemsCovered.UNREAD
        whole = self.items.get(folded_words(requirement))
        if whole is not None:
            return whole
        # "(See § 744.11 of the EAR)" says why, not which items; what follows it may say which.
        head = _REFERENCE.split(requirement, maxsplit=1)[0]
        return self.items.get(folded_words(head), ItemsCovered.UNREAD)

    def policy(self, policy: str | None) -> EntryPolicy:
        """How a policy's words are read; UNREAD where they are not on file."""
        if policy is None:
            return EntryPolicy.UNREAD
        return self.policies.get(folded_words(policy), EntryPolicy.UNREAD)


def folded_words(text: str) -> str:
    """The letters and digits of a text with single spaces between.

    >>> folded_words("Policy of denial.  See §§ 746.8(b)")
    'policy of denial see 746 8 b'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def footnotes(requirement: str | None) -> frozenset[int]:
    """The footnotes of an entry of the Entity List, from its requirement.

    >>> sorted(footnotes("All items (See §§ 734.9(e) 1 and 744.11 of the EAR 2"))
    [1, 2]
    >>> footnotes("(See §§ 734.9(e)(2) and 744.11 of the EAR)")
    frozenset({4})
    >>> footnotes("(See § 744.11 of the EAR)")
    frozenset()
    """
    if requirement is None or "EAR" not in requirement.upper():
        return frozenset()
    by_digit = {int(found) for sign in _DIGITS for found in sign.findall(requirement)}
    by_paragraph = {number for sign, number in _PARAGRAPHS if sign.search(requirement)}
    if not by_digit | by_paragraph and _ENTITY_RULES.search(requirement):
        return _OF_ENTITY_RULES  # one of them, and which is lost: the strictest is all
    return frozenset(by_digit | by_paragraph)


def read_spellings(folder: Path) -> Spellings:
    """The table of spellings in a folder of lists.

    Raises:
        DataError, SeveralErrors: Every row that says what it cannot mean.
    """
    items: dict[str, ItemsCovered] = {}
    policies: dict[str, EntryPolicy] = {}
    under: dict[str, str] = {}
    before_print: dict[str, int] = {}
    errors: list[EcluseError] = []
    for row in csv_rows(folder / FILE, f"lists/{FILE}", _HEADING):
        words = folded_words(row["words"])
        try:
            if row["of"] == "requirement":
                items[words] = ItemsCovered(row["code"])
            elif row["of"] == "policy":
                policies[words] = EntryPolicy(row["code"])
            elif row["of"] == "country":
                under[row["words"]] = row["code"]
            elif row["of"] == "days before print":
                before_print[row["words"]] = int(row["code"])
            else:
                errors.append(_unknown(row, "of", (*_CODES, "country")))
        except ValueError:
            errors.append(_unknown(row, "code", _CODES[row["of"]]))
    raise_all(errors)
    return Spellings(items=items, policies=policies, under=under, before_print=before_print)


def _unknown(row: CsvRow, column: str, known: tuple[str, ...]) -> DataError:
    return row.error(f"'{row[column]}' is no {column}", f"write one of {', '.join(known)}")
