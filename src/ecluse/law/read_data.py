"""The files of a data folder, read into one `Library`.

Belongs here: the keys of the files that hold one table, and reading all files together.
Does not: the keys of a measure or an item (measure, facts), or keeping what was read (library).
Always true: no measure or item is left out of what was read; a name means one measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.book_words import BookWords
from ecluse.facts.catalogue import catalogue_of
from ecluse.facts.country import Countries, Country, CountryRegion, SharedName
from ecluse.facts.end_use import end_uses_of
from ecluse.facts.exporter import exporters_of
from ecluse.facts.file_record import file_record
from ecluse.facts.item import Item
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import Document, check, data_files, read_data
from ecluse.facts.vocabulary import FactMeaning, Format, GroupName, Vocabulary, Wording
from ecluse.law.chart import read_chart, with_chart
from ecluse.law.exporter_names import exporters_named
from ecluse.law.library import DATA, Library
from ecluse.law.measure import Measure, read_measure
from ecluse.law.register import Register
from ecluse.law.seal import FileDigest, differences, digest_over, read_manifest

T = TypeVar("T")


@file_record
class VocabularyFile:
    """The keys of vocabulary.yaml."""

    facts: tuple[FactMeaning, ...]
    groups: tuple[GroupName, ...]
    formats: tuple[Format, ...]


@file_record
class CountriesFile:
    """The keys of countries/countries.yaml."""

    countries: tuple[Country, ...]
    shared: tuple[SharedName, ...] = ()
    capitals: tuple[str, ...] = ()
    regions: tuple[CountryRegion, ...] = ()


@file_record
class AboutFile:
    """The keys of about.yaml."""

    read_up_to: date
    answers_from: date
    standing: str | None = None
    cited: str


@file_record
class ProvisionName:
    """The short name of a provision."""

    provision: str
    name: Wording


@file_record
class ProvisionsFile:
    """The keys of provisions.yaml."""

    provisions: tuple[ProvisionName, ...] = ()


def read_vocabulary(folder: Path = DATA) -> Vocabulary:
    """The vocabulary alone."""
    rows = check(read_data(folder, "vocabulary.yaml"), VocabularyFile)
    return Vocabulary(
        facts={row.fact: row for row in rows.facts},
        groups={row.group: row for row in rows.groups},
        formats={row.format: row for row in rows.formats},
    )


def read_all(folder: Path, files: Mapping[str, FileDigest]) -> Library:
    """Every file of a data folder, each mistake of its measures and items told."""
    document = partial(read_data, folder)
    vocabulary = read_vocabulary(folder)
    measures, items = _measures_and_items(folder, vocabulary)
    about = check(document("about.yaml"), AboutFile)
    manifest = read_manifest(folder)
    held = {measure.measure for measure in measures}

    def optional(name: str, shape: type[T]) -> T:
        """A file that releases before it do not have."""
        return check(document(name), shape) if (folder / name).exists() else shape()

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
            try:
                yield read(read_data(folder, path.relative_to(folder).as_posix()), vocabulary)
            except EcluseError as error:
                errors.extend(error.mistakes)

    measures = list(with_chart(each("measures", read_measure), read_chart(folder)))
    items = [item for items in each("items", read_items) for item in items]
    raise_all(errors)
    names = Counter(measure.measure for measure in measures)
    raise_all(
        [
            DataError(f"two measures are called '{name}'", "data/measures", "rename one")
            for name in sorted(names)
            if names[name] > 1
        ]
    )
    return measures, items


def _countries(file: CountriesFile) -> Countries:
    by_code = {country.code: country for country in file.countries}
    return Countries(by_code, file.shared, file.capitals, file.regions)
