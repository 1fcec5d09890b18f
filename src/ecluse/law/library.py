"""All that data/ says, loaded once.

Belongs here: the values of every data file as one, and whether these may answer at all.
Does not: reading the files (read_data), or what any of it means.
Always true: `version` and `digest` are of the data alone; data that lack their standing law, or a
measure that their seal names, answer nothing; a result kept from an earlier start, or built into
an installation, is used only if every data file, the manifest and every module that shapes it are
unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from ecluse.errors import DataError
from ecluse.facts.book_words import BookWords
from ecluse.facts.catalogue import Catalogue
from ecluse.facts.company import Companies
from ecluse.facts.country import Countries
from ecluse.facts.eccn import EccnTable, eccn_table
from ecluse.facts.end_use import EndUses
from ecluse.facts.exporter import Exporters
from ecluse.facts.parts import Parts
from ecluse.facts.vocabulary import Vocabulary, Wording
from ecluse.law.data_home import SHIPPED, data_folder, is_data_folder
from ecluse.law.in_force import Law
from ecluse.law.measure import Reading
from ecluse.law.provision import Jurisdiction
from ecluse.law.register import Register
from ecluse.law.seal import (
    MANIFEST,
    FileDigest,
    digest_over,
    file_digests,
)
from ecluse.outputs.cache import (
    cache_folder,
    code_digest,
    read_shipped,
    read_value,
    write_value,
)

DATA = SHIPPED
BUILT_IN = SHIPPED.parent  # beside the code: what was read when this copy was installed
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
    names: dict[str, Wording] = field(default_factory=dict)
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
    def eccns(self) -> EccnTable:
        """What the Commerce Control List says of each paragraph, opened when one is asked for."""
        return eccn_table(self.folder)

    @cached_property
    def companies(self) -> Companies:
        """The companies on record and their owners, opened when a party is first named."""
        from ecluse.facts.read_companies import read_companies  # most starts name no party

        return read_companies(self.folder)

    def with_companies(self, companies: Companies) -> Library:
        """The same library with other companies."""
        other = replace(self)
        other.__dict__["companies"] = companies
        return other

    @cached_property
    def latest_law(self) -> Law:
        """The law as its text will stand once everything on record is in force: the definitions
        under which an item's figures are shown, whatever the day.
        """
        return self.register.at(date.max, None, Reading.TEXT)

    def once(self, make: Callable[[Library], T]) -> T:
        """What `make` keeps of the library, made once; it goes when the library goes."""
        found = self._made.get(make)
        if found is None:
            found = self._made[make] = make(self)
        return cast("T", found)

    def forget(self, make: Callable[[Library], object]) -> None:
        """Forget what `make` keeps: whoever asks has it made again."""
        self._made.pop(make, None)

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    @cached_property
    def jurisdiction(self) -> frozenset[str]:
        """The provisions of the standing law that say what is subject to the regulations; where the
        data name no standing law, all that say so.
        """
        return frozenset(
            change.provision
            for measure, change in self.register.changes
            if self.standing in (None, measure.measure) and isinstance(change.says, Jurisdiction)
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
        from ecluse.law.read_data import read_vocabulary

        read_vocabulary(folder)
    files = file_digests(folder)
    if cache:
        library = _of_name(_kept_name(folder, files), folder, files)
    else:
        library = _placed(_read_all(folder, files), folder)
    if whole:
        library.check_whole()
    return library


def _read_all(folder: Path, files: Mapping[str, FileDigest]) -> Library:
    # The readers of YAML are imported only where an earlier start kept nothing.
    from ecluse.law.read_data import read_all

    return read_all(folder, files)


# ---- keeping the result --------------------------------------------------------------------------


def write_built_in(home: Path) -> Path:
    """Keep what the shipped data say in a folder, for an installation to bring with it.

    Raises:
        DataError, SeveralErrors: Every mistake in the files.
    """
    files = file_digests(SHIPPED)
    path = home / _kept_name(SHIPPED, files)
    write_value(path, _packed(_read_all(SHIPPED, files)), _KEPT, most=1)
    return path


def _of_name(name: str, folder: Path, files: Mapping[str, FileDigest]) -> Library:
    """What is kept under a name, of the folder whose files say so."""
    return _placed(_kept_or_read(name, folder, files), folder)


def _placed(library: Library, folder: Path) -> Library:
    """The same files may stand in several folders, so the folder is no part of what is kept."""
    catalogue = library.catalogue.with_parts(Parts(folder))
    return replace(library, folder=folder, catalogue=catalogue)


def _kept_or_read(name: str, folder: Path, files: Mapping[str, FileDigest]) -> Library:
    """What was built in or an earlier start kept; else what the files say, kept for the next."""
    library = read_shipped(BUILT_IN / name)
    if isinstance(library, Library):
        return library
    root = cache_folder()
    library = read_value(root / name) if root is not None else None
    if not isinstance(library, Library):
        library = _read_all(folder, files)
        if root is not None:
            write_value(root / name, _packed(library), _KEPT)
    return library


def _kept_name(folder: Path, files: Mapping[str, FileDigest]) -> str:
    """The name under which is kept what these files say, under this manifest and read by this code:
    other files, another manifest or other code have another.
    """
    try:
        sealed = (folder / MANIFEST).read_bytes()
    except OSError:  # none, or one of which the reading says what is wrong
        sealed = b""
    code = code_digest("citation.py", "facts", "law")
    key = hashlib.sha256(f"{digest_over(files)} {code} ".encode() + sealed).hexdigest()
    return _KEPT.replace("*", key[:32])


def _packed(library: Library) -> Library:
    """The same, its items packed one by one: most starts ask for few of them."""
    from ecluse.law.kept_items import kept

    return replace(library, catalogue=library.catalogue.with_items(kept(library.catalogue.items)))
