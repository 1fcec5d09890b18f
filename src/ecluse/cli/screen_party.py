"""`ecluse screen NAME` and `ecluse screen FILE`: parties against the lists.

Belongs here: their options and exit status. Does not: comparing (screening), tables of parties
(orders), how an answer looks (screen_table).
Always true: the exit status is of what was printed or written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.cli.ending import ANSWERED, LICENSE, UNDETERMINED
from ecluse.cli.forms import print_data
from ecluse.cli.options import Country, Files, TableOptions, option_group
from ecluse.cli.session import day_if_given, day_of, library, with_owners
from ecluse.errors import InputError, near
from ecluse.law.library import Library
from ecluse.screening.party import Party
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.screening.answer import ScreeningAnswer

FailOnBand = Literal["review", "hit"]
_OF_A_TABLE = frozenset(
    {".csv", ".tsv", ".txt", ".json", ".jsonl", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"}
    | {".parquet", ".arrow", ".arrows", ".feather", ".duckdb", ".gz", ".bz2", ".xz", ".zip"}
)
_PATHS = ("./", "../", "~/", "/", ".\\", "..\\")  # with which no party's name begins
_LONGEST_PATH = 4_000


@option_group
class PartyOptions:
    """What is known of the party beside its name.

    Args:
        country: Where the party is: ISO 3166 code or country name.
        address: Its address; some entries of the Entity List are addresses.
        identifier: A registration number, LEI or USCC; an equal one settles the matter.
    """

    country: Country | None = None
    address: str | None = None
    identifier: Annotated[str | None, Parameter(name="--id")] = None

    @property
    def given(self) -> list[str]:
        """The flags that were given."""
        said = {"--country": self.country, "--address": self.address, "--id": self.identifier}
        return [flag for flag, value in said.items() if value is not None]


def screen_party(
    name: str,
    /,
    *,
    party: PartyOptions = PartyOptions(),
    on: str | None = None,
    known: str | None = None,
    out: str | None = None,
    force: bool = False,
    fail_on: FailOnBand | None = None,
    owners: Files = None,
    table: TableOptions = TableOptions(),
) -> int:
    """Is a party on a list, since when, and with which requirement?

    With --out, NAME is a file of parties: each of its lines comes back with its own columns, the
    band, the list, the entry, the score and the day of the list. Its columns are found by their
    usual names (name, country, address, id); each that names a party is screened, and the gravest
    of the line is told. Where nobody is named, the band is "not screened", and counts as a review.

    Exit status: 0 answered (whatever the answer), 2 bad input; with --fail-on review, 3 where the
    gravest band is a review and 4 where it is a hit; with --fail-on hit, 4 where it is a hit.

    Args:
        name: The party's name; or, with --out, a CSV, Excel, Parquet or Arrow file of parties.
        on: The day, YYYY-MM-DD; today where left out.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        out: Where to write every line with its answer: .csv, .xlsx, .parquet or .arrow.
        force: Replace a file that ecluse did not write.
        fail_on: End with a status of its own from this band on.
        owners: Who owns the party: a CSV file (child, parent, percent, since, until, source), or
            the GLEIF's two files, each with --owners of its own; listed owners are then told.
    """
    if owners and out is not None:
        what, mend = "owners are told of one party", "leave out --out, or ask `ecluse orders`"
        raise InputError(what, "--owners", mend)
    data = with_owners(library(), owners, [name])
    days = day_of(on, data, "--on"), day_if_given(known, data, "--known")
    if out is not None:
        from ecluse.cli.screen_file import screen_file

        if party.given:
            what = f"{party.given[0]} is of one party, and a file has many"
            raise InputError(what, party.given[0], "give the file a column of it")
        band = screen_file(name, out, data, days, table, force=force)
    else:
        band = _one(name, party, data, days, table, owned=bool(owners))
    return status_of_band(band, fail_on)


def _one(
    name: str,
    party: PartyOptions,
    data: Library,
    days: tuple[date, date | None],
    table: TableOptions,
    *,
    owned: bool,
) -> str:
    """Screen one party and say what comes of it; its band."""
    _refuse_file(name)
    country = None if party.country is None else data.countries.code(party.country, "--country")
    asked = Party(name=name, country=country, address=party.address, identifier=party.identifier)
    answer = _answer(asked, data, days, table.lang, owned=owned)
    if not print_data(answer, table, "hits"):
        from ecluse.cli.screen_table import print_answer

        print_answer(answer, table.lang)
    return answer.band


def _answer(
    asked: Party, data: Library, days: tuple[date, date | None], lang: str, *, owned: bool
) -> ScreeningAnswer:
    """The answer for one party; which listed parties own it, where owners are given."""
    from ecluse.determine.party_screening import screened
    from ecluse.determine.record_remarks import owner_lines
    from ecluse.screening.affiliates import affiliates_rule

    answer = screened(asked, data, *days, lang)
    if not owned:
        return answer
    lists = ", ".join(sorted(affiliates_rule(data.folder).lists))
    nobody = say("company.no listed owner", lang, lists=lists)
    told = owner_lines(asked, data, *days, lang) or [nobody]
    return replace(answer, note=". ".join([*filter(None, [answer.note]), *told]))


def _refuse_file(name: str) -> None:
    """Refuse the name of a file: whoever gives it means what is in it, be it there or misspelt."""
    path = Path(name)
    if len(name) >= _LONGEST_PATH or not (path.suffix or name.startswith(_PATHS)):
        return
    if path.exists():
        mend = "add --out FILE for its lines, or write the party's name otherwise"
        raise InputError("this is a file, and no --out says where its answers go", name, mend)
    if path.suffix.casefold() in _OF_A_TABLE or name.startswith(_PATHS):
        files = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        found = near(path.name, files) or "check the path"
        mend = f"{found}, and add --out FILE; a party's name has no such form"
        raise InputError("this is the name of a file, and there is none", name, mend)


def status_of_band(band: str, fail_on: FailOnBand | None) -> int:
    """The exit status that a band asks for."""
    if fail_on is not None and band == "hit":
        return LICENSE
    return UNDETERMINED if fail_on == band == "review" else ANSWERED
