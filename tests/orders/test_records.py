"""Companies on record in random roles and countries: never a freer answer, and check is orders."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.outcome import Outcome
from ecluse.facts.company import Company, HowRead
from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import screens_of
from ecluse.screening.party import Party, Role

from .build import library

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = {
    Role.PURCHASER: "Purchaser",
    Role.ULTIMATE_CONSIGNEE: "Consignee",
    Role.END_USER: "End User",
}
SEATED = (Role.END_USER, Role.ULTIMATE_CONSIGNEE)
FREE = {Outcome.NLR: 0, Outcome.NOT_SUBJECT: 0, Outcome.EXCEPTION: 1}
DAYS = (date(2022, 11, 15), date(2023, 6, 1), date(2024, 6, 1), date(2026, 5, 1))
NOBODY = ("Vellumine Data Co", "Zanzibar Sewing")


@dataclass(frozen=True)
class Line:
    """A question; `rows` are the companies of its parties, None for one that is on no record."""

    item: str
    to: str
    on: date
    hq: str | None
    parties: tuple[Party, ...]
    rows: tuple[Company | None, ...]

    def asked(
        self, parties: tuple[Party, ...], hq: str | None, *, strict: bool = False
    ) -> tuple[Outcome, str | None]:
        found = ask(
            self.item,
            to=self.to,
            on=self.on,
            hq=hq,
            parties=parties,
            strict=strict,
            library=library(),
        )
        return found.outcome, found.review.policy if found.review else None

    @property
    def settled(self) -> str | None:
        """The headquarters that a reader of the record would give: all end users and consignees
        stand there under their full names, and nothing is said otherwise.
        """
        seats = set()
        for party, row in zip(self.parties, self.rows, strict=True):
            if party.role not in SEATED:
                continue
            named = row is not None and party.name == row.name and " " in party.name
            seat = row.headquarters if row is not None and named else None
            if row is None or row.read is HowRead.MEMORY or party.country not in (None, seat):
                return None
            seats.add(seat)
        return seats.pop() if len(seats) == 1 and self.hq in (None, "unknown") else None


def _party(role: Role, random: Random) -> tuple[Party, Company | None]:
    companies = [row for row in library().companies.companies if row.holds(DAYS[0])]
    row = random.choice(companies) if random.random() < 0.75 else None
    names = NOBODY if row is None else (row.name, row.name, *row.names, f"{row.name} Singapore")
    seat = None if row is None else row.headquarters
    country = random.choice((None, None, seat, "CN", "SG", "RU"))
    return Party(name=random.choice(names), country=country, role=role), row


@cache
def lines(number: int) -> tuple[Line, ...]:
    random, found = Random(number), []
    for _ in range(number):
        roles = random.sample(tuple(COLUMNS), random.randint(1, 3))
        parties = [_party(role, random) for role in roles]
        found.append(
            Line(
                item=random.choice(("A100", "L4", "H20", "RTX 5090")),
                to=random.choice(("SG", "CN", "MO", "DE", "AE")),
                on=random.choice(DAYS),
                hq=random.choice((None, None, "unknown", "SG", "US", "CN")),
                parties=tuple(party for party, _ in parties),
                rows=tuple(row for _, row in parties),
            )
        )
    return tuple(found)


def _freer(one: tuple[Outcome, str | None], other: tuple[Outcome, str | None]) -> bool:
    """Whether the first of two answers is freer."""
    denied = "denial" in (other[1] or "") and "denial" not in (one[1] or "")
    if one[0] is other[0] is Outcome.LICENSE:
        return denied
    return FREE.get(one[0], 2) < FREE.get(other[0], 2)


@pytest.mark.slow
@pytest.mark.parametrize("strict", [False, True])
def test_naming_parties_never_makes_an_answer_freer_than_their_record_does(strict: bool) -> None:
    settled = 0
    for line in lines(150):
        named = line.asked(line.parties, line.hq, strict=strict)
        without = line.asked((), line.settled or line.hq, strict=strict)
        settled += line.settled is not None
        assert not _freer(named, without), (line, named, without)
    assert settled > 3


def _book(path: Path, told: tuple[Line, ...], *, seats: bool) -> Path:
    names = [name for column in COLUMNS.values() for name in (column, f"{column} Country")]
    head = ["Part", "Destination", "Ship Date", "Quantity", *names]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*head, "Headquarters"] if seats else head)
        for line in told:
            of = {party.role: party for party in line.parties}
            cells = [
                cell
                for role in COLUMNS
                for cell in ((of[role].name, of[role].country or "") if role in of else ("", ""))
            ]
            row = [line.item, line.to, line.on.isoformat(), "1", *cells]
            writer.writerow([*row, line.hq or ""] if seats else row)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("seats", [True, False], ids=["headquarters", "none given"])
def test_a_book_answers_as_a_question_does(tmp_path: Path, seats: bool) -> None:
    told, out = lines(150), tmp_path / "out.csv"
    book = _book(tmp_path / "book.csv", told, seats=seats)
    screens = screens_of(library(), None, strict=False)
    run_orders(book, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        answers = list(csv.DictReader(file))
    for line, answer in zip(told, answers, strict=True):
        outcome, policy = line.asked(line.parties, line.hq if seats else None)
        found = (answer["ecluse_outcome"], answer["ecluse_review_policy"] or None)
        assert found == (outcome.value, policy), line
