"""The owners of companies that a user's own files give: a table of shares, or the GLEIF's files.

Belongs here: telling the files apart, and joining what they say to the companies on record. Does
not: reading a file (facts), who is listed, what the law makes of an owner.
Always true: what a file gives stands beside what is on record; of a company that a table of shares
alone knows nothing counts but its owners.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.gleif import Level, gleif_level, read_gleif
from ecluse.facts.read_companies import read_owners
from ecluse.screening.company_match import CompanyNames
from ecluse.screening.name_readings import readings_of

Bare = Callable[[str], str]


def with_given_owners(
    companies: Companies, files: Sequence[Path], bare: Bare, names: Collection[str] | None
) -> Companies:
    """The companies on record, and what a user's files say of owners beside it.

    Args:
        bare: A name without its legal forms, folded.
        names: The parties that are asked for, of which the GLEIF's files are looked through; None
            where nobody knows them yet.

    Raises:
        InputError, SeveralErrors: A file is none of owners, is cut short, or lacks its other half.
    """
    tables, levels = _sorted(files)
    known = CompanyNames(companies, bare)
    holdings = [row for path in tables for row in read_owners(path, known.key_of)]
    if levels:
        if names is None:
            what = "the GLEIF's files are looked through for the parties of one question"
            mend = "give a table with the columns child, parent, percent, since, until, source"
            raise InputError(what, str(next(iter(levels.values()))), mend)
        found = read_gleif(
            levels["entities"], levels["relations"], _wanted(names, bare), known.key_of
        )
        holdings += found.holdings
        companies = replace(companies, companies=(*companies.companies, *found.companies))
    named = replace(companies, companies=(*companies.companies, *_unknown(companies, holdings)))
    return named.with_holdings(holdings)


def _sorted(files: Sequence[Path]) -> tuple[list[Path], dict[Level, Path]]:
    """The tables of shares, and the GLEIF's files by what they hold.

    Raises:
        InputError, SeveralErrors: A file cannot be read, or one of the GLEIF's two is missing.
    """
    tables: list[Path] = []
    levels: dict[Level, Path] = {}
    errors: list[EcluseError] = []
    for path in files:
        try:
            level = gleif_level(_heading(path))
        except EcluseError as error:
            errors.append(error)
            continue
        if level is None:
            tables.append(path)
        else:
            levels[level] = path
    if len(levels) == 1:
        ((level, path),) = levels.items()
        other = "relationships (level 2)" if level == "entities" else "legal entities (level 1)"
        what = "this is one of the GLEIF's two files"
        errors.append(InputError(what, str(path), f"give its {other} too"))
    raise_all(errors)
    return tables, levels


def _heading(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mend = "give a CSV file of owners, or the GLEIF's two files"
        raise InputError(f"the file cannot be read: {error}", str(path), mend) from error


def _wanted(names: Collection[str], bare: Bare) -> Callable[[str], bool]:
    """Whether a legal name is one of those asked for; only names that share the first letters are
    folded, for the folding is slow.
    """
    readings = {each for name in names for each in (name, *readings_of(name))}
    asked = {bare(name) for name in readings}
    starts = {_start(name) for name in readings}
    return lambda name: _start(name) in starts and bare(name) in asked


def _start(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())[:3]


def _unknown(companies: Companies, holdings: Iterable[Holding]) -> Iterator[Company]:
    """The companies that only the files know, by the name that they have there."""
    known = {company.key for company in companies.companies}
    keys = dict.fromkeys(key for row in holdings for key in (row.child, row.parent))
    for key in keys:
        if key not in known:
            yield Company(key=key, name=key, read=HowRead.GIVEN)
