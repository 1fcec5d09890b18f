"""Which column of a book means what.

Belongs here: finding columns by their usual names, and taking the user's word. Does not: the names
(column_names), or reading what stands in a cell (resolve).
Always true: a column has one meaning or none; what was guessed and what was given can be told
apart, and a choice is said; of two names the more specific one is taken, and two that are equally
specific must say the same; every fact of the vocabulary may be a column, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.eccn_part import DECLARED_AS
from ecluse.orders.bare_columns import doubts, is_bare, near_names
from ecluse.orders.column_names import (
    MEANINGS,
    day_where_filled,
    names_of_fact,
    ranked_names,
    usual_names,
)
from ecluse.orders.party_columns import (
    PARTY_MEANINGS,
    PartySeat,
    folded_name,
    is_answer,
    party_seats,
)
from ecluse.orders.rivals import (
    AMOUNTS,
    ONE_FACT,
    WORDS,
    Rivals,
    listed,
    rivals_of,
    same_name,
    word_of,
)
from ecluse.orders.tally import ColumnUse
from ecluse.screening.party import Role
from ecluse.tables.names import numbered_after

__all__ = [
    "AMOUNTS",
    "MEANINGS",
    "REQUIRED",
    "BookColumns",
    "find_columns",
]

REQUIRED = ("part", "destination", "date")
ELSE = ", else "  # between the columns of which one is made
ON = "__on"  # the column of the one day on which every line is asked
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
class BookColumns:
    """What each meaning's column is called in this book.

    Args:
        roles: Meaning → column, for the meanings of `MEANINGS`.
        facts: Fact of the vocabulary → column, for all other facts.
        given: The meanings that the user gave; the others were guessed.
        unused: Columns without a meaning here; they are carried through.
        rivals: Columns that must say the same as one that was guessed.
        descriptions: Other columns that may name the part, where the one that was guessed does not.
        notes: What was chosen where there was a choice, in words.
        signs: Column of numbers → the sign that parts its decimals, where its numbers rest on that;
            "?" where nothing settles it.
        parties: The columns that name parties; a consignee's and an end user's are roles besides.
        days: The columns of which the one of the ship date is made, where several say it: the first
            of them that says anything counts.
    """

    roles: Mapping[str, str]
    facts: Mapping[str, str]
    given: frozenset[str] = frozenset()
    unused: tuple[str, ...] = ()
    rivals: tuple[Rivals, ...] = ()
    descriptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    parties: tuple[PartySeat, ...] = ()
    days: tuple[str, ...] = ()

    def without(self, role: str) -> BookColumns:
        """The same with one meaning less."""
        roles = {name: column for name, column in self.roles.items() if name != role}
        return replace(self, roles=roles, unused=(*self.unused, self.roles[role]))

    def shown(self) -> tuple[ColumnUse, ...]:
        """The mapping as rows, for people."""
        return tuple(
            ColumnUse(
                means=meaning,
                column=column,
                given=meaning in self.given,
                decimal_sign=self.signs.get(column),
            )
            for meaning, column in dict.fromkeys(self._meant())
            if column != ON
        )

    def _meant(self) -> Iterator[tuple[str, str]]:
        """Each meaning with its column."""
        codes = {seat.name for seat in self.parties if seat.beside}
        roles = self.roles.items()
        yield from ((role, column) for role, column in roles if column not in codes)
        yield from self.facts.items()
        for seat in self.parties:
            yield from (said for said in seat.shown() if said[1] != self.roles.get("destination"))

    def on_one_day(self) -> BookColumns:
        """The same where every line is asked on one day, whatever a column of days says."""
        roles = {name: ON if name == "date" else column for name, column in self.roles.items()}
        named = self.roles.get("date")
        left = self.days or (() if named is None else (named,))
        unused = (*self.unused, *left)
        rivals = tuple(rival for rival in self.rivals if rival.meaning != "date")
        return replace(self, roles={**roles, "date": ON}, unused=unused, rivals=rivals, days=())

    def all_notes(self, vocabulary: Vocabulary, words: BookWords) -> list[str]:
        """The notes: which columns were chosen, are not used, and may be misspelled."""
        used = {column for _, column in self._meant()}
        answers = tuple(column for column in self.unused if is_answer(column))
        unused = [column for column in self.unused if column not in {*used, *answers}]
        known = {
            folded(name): meaning
            for meaning, names in _names_of(vocabulary, words).items()
            for name in names
        }
        free = {
            name: meaning
            for name, meaning in known.items()
            if meaning not in self.roles and meaning not in self.facts
        }
        slips = near_names([column for column in unused if folded(column) not in known], free)
        kept = [f"columns kept and not used: {listed(unused)}"] if unused else []
        return [*self.notes, *slips, *kept]


def _names_of(vocabulary: Vocabulary, words: BookWords) -> dict[str, tuple[str, ...]]:
    """Every meaning with the names by which its column is found."""
    return {fact: names_of_fact(fact, words) for fact in vocabulary.facts} | usual_names(words)


def find_columns(
    headings: Sequence[str],
    vocabulary: Vocabulary,
    given: Mapping[str, str],
    where: str,
    required: Sequence[str] = REQUIRED,
    words: BookWords | None = None,
) -> BookColumns:
    """The meaning of each column: as given, else by its usual name.

    Args:
        where: The book, for an error.
        required: The meanings that every answer needs.
        words: The names of columns; those of parties only where given.

    Raises:
        InputError, SeveralErrors: A given column or meaning does not exist, or a meaning that every
        answer needs has no column.
    """
    words = words or BookWords()
    taken = _taken(headings, vocabulary, given)
    search = _ColumnSearch(list(headings), taken, words)
    search.find_roles()
    search.find_facts(vocabulary)
    search.settle_declared(taken)
    raise_all(_lacking(search.roles, headings, where, required))
    parties = search.parties(taken)
    unused = search.unused(parties)
    return BookColumns(
        roles={role: search.roles[role] for role in MEANINGS if role in search.roles},
        facts=search.facts,
        given=frozenset(taken),
        unused=unused,
        rivals=tuple(search.rivals),
        descriptions=() if "description" in search.roles else search.descriptions,
        notes=(*doubts(search.roles, taken, unused, words), *search.notes),
        parties=parties,
        days=search.days,
    )


def _taken(
    headings: Sequence[str], vocabulary: Vocabulary, given: Mapping[str, str]
) -> dict[str, str]:
    """The columns that the user gave, by meaning.

    Raises:
        InputError, SeveralErrors: A column or a meaning does not exist.
    """
    errors: list[EcluseError] = []
    taken = {
        meaning: column
        for meaning, text in given.items()
        if (column := _given(meaning, text, headings, vocabulary, errors))
    }
    raise_all(errors)
    return taken


class _ColumnSearch:
    """The columns of a book as they are given their meanings, the given ones first."""

    def __init__(self, headings: list[str], taken: Mapping[str, str], words: BookWords) -> None:
        self.headings = headings
        self.words = words
        self.free = _by_name([heading for heading in headings if heading not in taken.values()])
        self.roles = {meaning: column for meaning, column in taken.items() if meaning in MEANINGS}
        self.facts = {
            meaning: column
            for meaning, column in taken.items()
            if meaning not in (*MEANINGS, *PARTY_MEANINGS)
        }
        self.rivals: list[Rivals] = []
        self.notes: list[str] = []
        self.descriptions: tuple[str, ...] = ()
        self.days: tuple[str, ...] = ()

    def find_roles(self) -> None:
        """Give each role without a column the one whose usual name is the most specific."""
        for role, lines in ranked_names(self.words).items():
            ranked = self._ranked(lines)
            if role in self.roles or not ranked:
                continue
            self.roles[role] = self._take(role, ranked[0])
            if role in ONE_FACT:
                behind = [column for line in ranked[1:] for column in line]
                line = [self.roles[role], *behind]
                self.rivals += rivals_of(role, line, self.headings, less_exact=True)
            others = [column for line in ranked for column in line][1:]
            if role == "date":
                others = self._join_days([self.roles[role], *others])
            if role == "part":
                self.descriptions = tuple(others)
            elif others and role not in PARTY_MEANINGS:  # every party's column is read
                word, taken, left = word_of(role), self.roles[role], listed(others, "or")
                self.notes.append(f"{word} is '{taken}', not {left}")

    def _join_days(self, ranked: Sequence[str]) -> list[str]:
        """Make the ship date of the columns that outrank others where they say anything, and of the
        most specific one of the others, unless its name is a bare one; returns the columns that are
        passed over.
        """
        names = [folded_name(name) for name in day_where_filled(self.words)]
        first = [column for column in ranked if folded_name(column) in names]
        rest = [column for column in ranked if column not in first]
        if not first or not rest or is_bare(rest[0], "date", self.words):
            return list(ranked[1:])
        first.sort(key=lambda column: names.index(folded_name(column)))
        self.days = (*first, rest[0])
        self.roles["date"] = ELSE.join(self.days)
        return rest[1:]

    def find_facts(self, vocabulary: Vocabulary) -> None:
        """Give each fact of the vocabulary the column that bears its name."""
        for fact in vocabulary.facts:
            named = self._ranked([names_of_fact(fact, self.words)])
            if fact not in self.facts and fact not in _ROLE_OF_FACT and named:
                self.facts[fact] = self._take(fact, named[0])

    def settle_declared(self, taken: Mapping[str, str]) -> None:
        """Leave of the columns that declare an ECCN those that the user gave, if any, else all;
        those that are left must say the same.
        """
        columns = {**self.facts, **self.roles}
        found = {name: columns[name] for name in DECLARED_AS if name in columns}
        left = {name: column for name, column in found.items() if name in taken} or found
        for name in found.keys() - left.keys():
            self.roles.pop(name, None)
            self.facts.pop(name, None)
        if left.keys() < found.keys():  # the user's word settles it
            self.rivals = [rival for rival in self.rivals if rival.meaning not in DECLARED_AS]
        self.rivals += rivals_of("eccn", list(dict.fromkeys(left.values())), self.headings)

    def parties(self, taken: Mapping[str, str]) -> tuple[PartySeat, ...]:
        """The columns that name parties; a consignee's or an end user's may be a role besides."""
        named = {self.roles[role] for role in Role if role in self.roles}
        used = {*self.roles.values(), *self.facts.values()}
        destination = self.roles.get("destination")
        return party_seats(self.headings, used - named, taken, self.words, destination)

    def unused(self, parties: Sequence[PartySeat]) -> tuple[str, ...]:
        """The columns that mean nothing here."""
        used = {*self.roles.values(), *self.facts.values(), *self.days}
        used |= {column for seat in parties for column in seat.every}
        return tuple(heading for heading in self.headings if heading not in used)

    def _ranked(self, lines: Sequence[Sequence[str]]) -> list[list[str]]:
        """The free columns that bear the names of each line, lines without any left out."""
        found = [
            [column for name in line for column in self.free.get(folded_name(name), ())]
            for line in lines
        ]
        return [list(dict.fromkeys(line)) for line in found if line]

    def _take(self, meaning: str, line: Sequence[str]) -> str:
        """Give a meaning the first column of a line; another of its name has lost to it, and is
        found by its number alone.
        """
        for columns in list(self.free.values()):
            lost = [each for each in columns if same_name(line[0], each)]
            columns[:] = [each for each in columns if each != line[0] and each not in lost]
            for each in lost:
                self.free.setdefault(folded_name(each), []).append(each)
        self.rivals += rivals_of(meaning, line, self.headings)
        return line[0]


def _lacking(
    roles: Mapping[str, str], headings: Sequence[str], where: str, required: Sequence[str]
) -> list[EcluseError]:
    mend = (
        "give columns: {role}=NAME; the columns are {columns}"
        " (where another row names them, give its number as heading)"
    )
    return [
        InputError(
            f"no column is called as {WORDS[role]} usually is",
            where,
            mend.format(role=role, columns=listed(headings)),
        )
        for role in required
        if role not in roles
    ]


def _by_name(headings: Sequence[str]) -> dict[str, list[str]]:
    """Headings by their folded name; one that stands twice has the same name both times."""
    first_of = {heading.casefold(): heading for heading in reversed(headings)}
    by_name: dict[str, list[str]] = {}
    for heading in headings:
        base = numbered_after(heading)
        first = heading if base is None else first_of.get(base.casefold(), heading)
        by_name.setdefault(folded_name(first), []).append(heading)
    return by_name


def _given(
    meaning: str,
    text: str,
    headings: Sequence[str],
    vocabulary: Vocabulary,
    errors: list[EcluseError],
) -> str | None:
    if meaning not in (*MEANINGS, *PARTY_MEANINGS, *vocabulary.facts):
        names = (*MEANINGS, *PARTY_MEANINGS, *vocabulary.facts)
        errors.append(
            InputError(
                f"no column means '{meaning}'",
                "columns",
                near(meaning, names) or f"give one of {', '.join(MEANINGS)}, or a fact",
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
                "columns",
                near(text, headings) or f"the columns are {listed(headings)}",
            )
        )
        return None
    return found[0]
