"""All that data/ says, loaded once.

Belongs here: reading every data file into values, and whether these may answer at all.
Does not: what any of it means.
Always true: `version` and `digest` are of the data alone; data that lack their standing law, or a
measure that their seal names, answer nothing; a result kept from an earlier start is used only if
every data file, the manifest and every module that shapes it are unchanged.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.book_words import BookWords
from ecluse.facts.catalogue import Catalogue, catalogue_of
from ecluse.facts.country import Countries, Country, Region, SharedName
from ecluse.facts.end_use import EndUses, end_uses_of
from ecluse.facts.exporter import Exporters, exporters_of
from ecluse.facts.item import Item
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import Document, check, data_files, read_document
from ecluse.facts.vocabulary import FactMeaning, Format, GroupName, Vocabulary, Words
from ecluse.law.cache import cache_folder, read_value, write_value
from ecluse.law.data_home import SHIPPED, data_folder, is_data_folder
from ecluse.law.exporter_names import exporters_named
from ecluse.law.in_force import Law
from ecluse.law.measure import Measure, Reading, read_measure
from ecluse.law.provision import Jurisdiction
from ecluse.law.register import Register
from ecluse.law.seal import (
    MANIFEST,
    FileDigest,
    differences,
    digest_over,
    file_digests,
    read_manifest,
)

DATA = SHIPPED
_KEPT = "data-*.pickle"  # not library-*: releases before the seal delete what is called that
_SHOWN = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Library:
    """Everything that the data files say.

    Args:
        digest: Of the names and bytes of all data files, and of nothing else.
        modified: Which files are not as they were sealed, and how; empty where all are.
        lacking: Measures that the seal names and the data do not hold.
        standing: The measure that says what is subject to the regulations, before any other.
        names: Short names of provisions that say nothing in words themselves.
        folder: Where the files are; other rooms read files of their own from here.
    """

    vocabulary: Vocabulary
    countries: Countries
    catalogue: Catalogue
    register: Register
    exporters: Exporters
    end_uses: EndUses
    digest: str
    modified: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    standing: str | None = None
    book_words: BookWords = field(default_factory=BookWords)
    names: dict[str, Words] = field(default_factory=dict)
    folder: Path = field(default=DATA, compare=False)

    def __getstate__(self) -> dict[str, object]:
        """What an earlier start keeps: what the files say, wherever they stand."""
        names = (part.name for part in fields(self) if part.name != "folder")
        return {name: self.__dict__[name] for name in names}

    @property
    def version(self) -> str:
        """The day up to which the law was read, and the beginning of the digest."""
        return f"{self.data_as_of.isoformat()}+{self.digest[:8]}"

    @property
    def sealed(self) -> bool:
        """Whether every data file is as it was sealed."""
        return not self.modified

    @property
    def data_as_of(self) -> date:
        """The day up to which the law was read."""
        return self.register.horizon

    def name(self, provision: str, lang: str) -> str | None:
        """The short name of a provision, in one language; None where it speaks for itself."""
        words = self.names.get(provision)
        return None if words is None else words.say(lang)

    @cached_property
    def latest_law(self) -> Law:
        """The law as its text will stand once everything on record is in force: the definitions
        under which an item's figures are shown, whatever the day.
        """
        return self.register.at(date.max, None, Reading.TEXT)

    @cached_property
    def jurisdiction(self) -> frozenset[str]:
        """The provisions of the standing law that say what is subject to the regulations; where the
        data name no standing law, all that say so.
        """
        return frozenset(
            change.provision
            for measure in self.register.measures
            if self.standing in (None, measure.measure)
            for change in measure.changes
            if isinstance(change.says, Jurisdiction)
        )

    def check_whole(self) -> None:
        """Refuse data that lack what they say that they hold.

        Raises:
            DataError: They lack their standing law, or measures that their seal names.
        """
        self.check_standing()
        if self.lacking:
            few = ", ".join(self.lacking[:_SHOWN])
            left = len(self.lacking) - _SHOWN
            more = f" and {left} more" if left > 0 else ""
            raise DataError(
                f"the data lack {few}{more}, which their seal names",
                "data/measures",
                "restore the files, or seal what is left with `ecluse law seal`",
            )

    def check_standing(self) -> None:
        """Refuse data without the measure that says what is subject to the regulations.

        Raises:
            DataError: There is none, or it says nothing of the kind.
        """
        if not self.jurisdiction:
            named = f"'{self.standing}'" if self.standing else "a measure with a jurisdiction"
            raise DataError(
                f"the data hold no standing law: {named} is not among the measures",
                "data/measures",
                "restore its file; without it nothing is subject to the regulations",
            )

    def check_answers(self, law: Law) -> None:
        """Refuse a law that says of nothing that it is subject to the regulations.

        Raises:
            DataError: No provision of the standing law about that is in force on the day.
        """
        if self.jurisdiction.isdisjoint(law.provisions):
            raise DataError(
                f"the data hold no standing law on {law.on}: nothing says what is subject to the "
                "regulations",
                "data/measures",
                "restore the measure, or leave it alone in the scenario",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyFile:
    """The keys of vocabulary.yaml."""

    facts: tuple[FactMeaning, ...]
    groups: tuple[GroupName, ...]
    formats: tuple[Format, ...]
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesFile:
    """The keys of countries/countries.yaml."""

    countries: tuple[Country, ...]
    shared: tuple[SharedName, ...] = ()
    capitals: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutFile:
    """The keys of about.yaml."""

    read_up_to: date
    answers_from: date
    standing: str | None = None
    cited: str
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionName:
    """The short name of a provision."""

    provision: str
    name: Words
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionsFile:
    """The keys of provisions.yaml."""

    provisions: tuple[ProvisionName, ...] = ()
    __pydantic_config__ = {"extra": "forbid"}


def load(folder: Path | None = None, *, cache: bool = True, whole: bool = True) -> Library:
    """Read all data files under `folder`, or take what an earlier start kept.

    Args:
        folder: The data that answer by default where left out: those that ECLUSE_DATA names, that
            were installed, or that are shipped.
        whole: Refuse data that lack what they must hold; False for those who look the data over.

    Raises:
        DataError, SeveralErrors: Every mistake in the files, or what the data lack.
    """
    folder = folder or data_folder()
    if not is_data_folder(folder):  # which may be a whole disk: what it lacks is said at once
        read_vocabulary(folder)
    files = file_digests(folder)
    kept = _cache_file(folder, files) if cache else None
    library = read_value(kept) if kept is not None else None
    if not isinstance(library, Library):
        library = _read_all(folder, files)
        if kept is not None:
            write_value(kept, library, _KEPT)
    if whole:
        library.check_whole()
    # The same files may stand in several folders, so the folder is no part of what is kept.
    return replace(library, folder=folder)


def read_vocabulary(folder: Path = DATA) -> Vocabulary:
    """The vocabulary alone."""
    rows = check(
        read_document(folder / "vocabulary.yaml", name="data/vocabulary.yaml"), VocabularyFile
    )
    return Vocabulary(
        facts={row.fact: row for row in rows.facts},
        groups={row.group: row for row in rows.groups},
        formats={row.format: row for row in rows.formats},
    )


def _read_all(folder: Path, files: Mapping[str, FileDigest]) -> Library:
    def document(name: str) -> Document:
        return read_document(folder / name, name=f"data/{name}")

    vocabulary = read_vocabulary(folder)
    measures, items = _measures_and_items(folder, vocabulary)
    about = check(document("about.yaml"), AboutFile)
    manifest = read_manifest(folder)
    held = {measure.measure for measure in measures}

    def optional(name: str, shape: Callable[[], T]) -> T:
        """A file that releases before it do not have."""
        there = (folder / name).exists()
        read: T = check(document(name), shape) if there else shape()
        return read

    return Library(
        vocabulary=vocabulary,
        countries=_countries(check(document("countries/countries.yaml"), CountriesFile)),
        catalogue=catalogue_of(items),
        register=Register(tuple(measures), about.read_up_to, about.answers_from),
        exporters=exporters_of(document("parties/exporters.yaml"), exporters_named(measures)),
        end_uses=end_uses_of(
            document("parties/end_uses.yaml"),
            document("parties/ordinary_uses.yaml"),
            vocabulary.facts["end_use"].symbols,
        ),
        digest=digest_over(files),
        modified=differences(files, manifest),
        lacking=tuple(name for name in manifest.measures if name not in held) if manifest else (),
        standing=about.standing,
        book_words=optional("order-books.yaml", BookWords),
        names={
            row.provision: row.name
            for row in optional("provisions.yaml", ProvisionsFile).provisions
        },
    )


def _measures_and_items(folder: Path, vocabulary: Vocabulary) -> tuple[list[Measure], list[Item]]:
    """All measures and items; every mistake in their files is told together."""
    errors: list[EcluseError] = []

    def each(part: str, read: Callable[[Document, Vocabulary], T]) -> Iterator[T]:
        for path in data_files(folder / part):
            name = f"data/{path.relative_to(folder).as_posix()}"
            try:
                yield read(read_document(path, name=name), vocabulary)
            except EcluseError as error:
                errors.extend(error.mistakes)

    measures = list(each("measures", read_measure))
    items = [item for items in each("items", read_items) for item in items]
    raise_all(errors)
    _same_names([measure.measure for measure in measures])
    return measures, items


def _countries(file: CountriesFile) -> Countries:
    by_code = {country.code: country for country in file.countries}
    return Countries(by_code, file.shared, file.capitals, file.regions)


def _same_names(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    raise_all(
        [
            DataError(f"two measures are called '{name}'", "data/measures", "rename one")
            for name in twice
        ]
    )


# ---- keeping the result --------------------------------------------------------------------------


def _code_digest() -> str:
    """A digest of every module that shapes the values, and of the Python that reads them."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    package = Path(__file__).parent.parent
    code = (path for part in ("facts", "law") for path in sorted((package / part).rglob("*.py")))
    for path in (package / "citation.py", *code):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _cache_file(folder: Path, files: Mapping[str, FileDigest]) -> Path | None:
    """Where what these files say, under this manifest and read by this code, is kept."""
    root = cache_folder()
    if root is None:
        return None
    try:
        sealed = (folder / MANIFEST).read_bytes()
    except OSError:  # none, or one of which the reading says what is wrong
        sealed = b""
    key = hashlib.sha256(f"{digest_over(files)} {_code_digest()} ".encode() + sealed).hexdigest()
    return root / _KEPT.replace("*", key[:32])
