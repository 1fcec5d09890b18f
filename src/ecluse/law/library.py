"""All that data/ says, loaded once.

Belongs here: reading every data file into values, and keeping the result for the next start.
Does not: what any of it means.
Always true: the kept result is used only if every data file and every module that shapes it is
unchanged, and only from a place that nobody else can write.
"""

from __future__ import annotations

import gc
import hashlib
import io
import logging
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.book_words import BookWords
from ecluse.facts.catalogue import Catalogue, catalogue_of
from ecluse.facts.country import Countries, Country, Region, SharedName
from ecluse.facts.item import Item, read_items
from ecluse.facts.reader import check, data_files, read_document
from ecluse.facts.vocabulary import FactMeaning, Format, GroupName, Vocabulary
from ecluse.law.measure import Measure, read_measure
from ecluse.law.register import Register

log = logging.getLogger(__name__)
DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Exporters:
    """What known companies do, where a rule asks for it."""

    roles: dict[str, str]
    headquarters: dict[str, str]


@dataclass(frozen=True)
class Library:
    """Everything that the data files say."""

    vocabulary: Vocabulary
    countries: Countries
    catalogue: Catalogue
    register: Register
    exporters: Exporters
    end_use_words: dict[str, str]
    version: str
    book_words: BookWords = field(default_factory=BookWords)

    @property
    def data_as_of(self) -> date:
        """The day up to which the law was read."""
        return self.register.horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class _VocabularyFile:
    facts: tuple[FactMeaning, ...]
    groups: tuple[GroupName, ...]
    formats: tuple[Format, ...]
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _CountriesFile:
    countries: tuple[Country, ...]
    shared: tuple[SharedName, ...] = ()
    capitals: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exporter:
    name: str
    role: str
    headquarters: str | None = None
    cited: str
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _PartiesFile:
    exporters: tuple[_Exporter, ...]
    end_use_words: dict[str, tuple[str, ...]]
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutFile:
    read_up_to: date
    answers_from: date
    cited: str
    __pydantic_config__ = {"extra": "forbid"}


def load(folder: Path = DATA, *, cache: bool = True) -> Library:
    """Read all data files under `folder`, or take what an earlier start kept.

    Raises:
        DataError, SeveralErrors: Every mistake in the files.
    """
    key = _key(folder)
    kept = _cache_file(key) if cache else None
    if kept is not None and (library := _read_cache(kept)) is not None:
        return library
    library = _read_all(folder, key)
    if kept is not None:
        _write_cache(kept, library)
    return library


def read_vocabulary(folder: Path = DATA) -> Vocabulary:
    """The vocabulary alone."""
    rows = check(
        read_document(folder / "vocabulary.yaml", name="data/vocabulary.yaml"), _VocabularyFile
    )
    return Vocabulary(
        facts={row.fact: row for row in rows.facts},
        groups={row.group: row for row in rows.groups},
        formats={row.format: row for row in rows.formats},
    )


def _read_all(folder: Path, key: str) -> Library:
    def document(path: Path) -> Any:
        return read_document(path, name=f"data/{path.relative_to(folder).as_posix()}")

    vocabulary = read_vocabulary(folder)
    errors: list[EcluseError] = []
    measures: list[Measure] = []
    items: list[Item] = []
    for path in data_files(folder / "measures"):
        try:
            measures.append(read_measure(document(path), vocabulary))
        except EcluseError as error:
            errors.extend(getattr(error, "errors", (error,)))
    for path in data_files(folder / "items"):
        try:
            items.extend(read_items(document(path), vocabulary))
        except EcluseError as error:
            errors.extend(getattr(error, "errors", (error,)))
    raise_all(errors)
    _same_names([measure.measure for measure in measures])
    countries = check(document(folder / "countries" / "countries.yaml"), _CountriesFile)
    parties = check(document(folder / "parties" / "parties.yaml"), _PartiesFile)
    about = check(document(folder / "about.yaml"), _AboutFile)
    words = folder / "order-books.yaml"  # releases before it have none
    measures.sort(key=lambda measure: (measure.published, measure.measure))
    return Library(
        vocabulary=vocabulary,
        countries=Countries(
            {country.code: country for country in countries.countries},
            countries.shared,
            countries.capitals,
            countries.regions,
        ),
        catalogue=catalogue_of(items),
        register=Register(tuple(measures), about.read_up_to, about.answers_from),
        exporters=Exporters(
            roles={row.name.casefold(): row.role for row in parties.exporters},
            headquarters={
                row.name.casefold(): row.headquarters
                for row in parties.exporters
                if row.headquarters
            },
        ),
        end_use_words={word: use for use, words in parties.end_use_words.items() for word in words},
        book_words=check(document(words), BookWords) if words.exists() else BookWords(),
        version=f"{about.read_up_to.isoformat()}+{key[:8]}",
    )


def _same_names(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    raise_all(
        [
            DataError(f"two measures are called '{name}'", "data/measures", "rename one")
            for name in twice
        ]
    )


# ---- keeping the result --------------------------------------------------------------------------


def _key(folder: Path) -> str:
    """A digest of every data file and of every module that shapes the values."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    package = Path(__file__).parent.parent
    code: Iterable[Path] = (
        path for part in ("facts", "law") for path in sorted((package / part).rglob("*.py"))
    )
    for path in (
        package / "citation.py",
        *code,
        *data_files(folder / "measures"),
        *data_files(folder / "items"),
        *data_files(folder / "countries"),
        *data_files(folder / "parties"),
        *sorted(folder.glob("*.yaml")),
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _cache_file(key: str) -> Path | None:
    """Where the result is kept: a folder of the user's own, or nowhere."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ecluse"
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = root.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (
        found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        log.warning("%s can be written by others: nothing is kept there", root)
        return None
    return root / f"library-{key[:24]}.pickle"


class _OnlyOurs(pickle.Unpickler):
    """Builds values of ecluse's own dataclasses and enums, decimals, dates and sets; refuses
    anything else.
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("ecluse."):
            found = super().find_class(module, name)
            # Only a class that the module itself defines, and only a value: nothing that could be
            # called to act.
            value = (
                isinstance(found, type)
                and found.__module__ == module
                and (is_dataclass(found) or issubclass(found, Enum))
            )
            if value:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in the cache")


_PLAIN = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}


def _read_cache(path: Path) -> Library | None:
    try:
        with path.open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            content = io.BytesIO(file.read())
        collecting = gc.isenabled()
        gc.disable()  # the many small values being built are no garbage
        try:
            library = _OnlyOurs(content).load()
        finally:
            if collecting:
                gc.enable()
    except FileNotFoundError:
        return None
    except Exception as error:
        log.info("the cache at %s is not usable: %s", path, error)
        return None
    return library if isinstance(library, Library) else None


def _write_cache(path: Path, library: Library) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(library, protocol=pickle.HIGHEST_PROTOCOL))
        os.replace(file.name, path)
        for old in path.parent.glob("library-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.info("nothing kept at %s: %s", path, error)
