"""Who an exporter is, by the names that rules and the data know.

Belongs here: companies with their trade and seat, and finding one by its legal name.
Does not: which measures bind it.
Always true: a known name among other words is taken neither as the company's own nor as a
stranger's; who that is stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ecluse.errors import EcluseError, raise_all
from ecluse.facts.file_record import file_record
from ecluse.facts.known import Known
from ecluse.facts.reader import Document, check
from ecluse.facts.tokens import folded, mixes_alphabets, words


@file_record
class _Exporter:
    name: str
    role: str
    of_own_design: str | None = None
    headquarters: str | None = None
    also: tuple[str, ...] = ()
    cited: str


@file_record
class _LegalForms:
    cited: str
    after: tuple[str, ...]
    before: tuple[str, ...]


@file_record
class ExportersFile:
    """The keys of parties/exporters.yaml."""

    exporters: tuple[_Exporter, ...]
    legal_forms: _LegalForms


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporters:
    """What known companies do, where a rule asks for it, and the names of all that a rule knows.

    Args:
        roles: What each does, by its name without case; so `headquarters`.
        of_own_design: What those do with chips of their own design of which it is not that.
        names: Folded name → the name that rules use.
        forms_after: Legal forms that end a name, folded; `forms_before` those that begin one.
    """

    roles: dict[str, str]
    of_own_design: dict[str, str] = field(default_factory=dict)
    headquarters: dict[str, str]
    names: dict[str, str]
    forms_after: frozenset[str]
    forms_before: frozenset[str]

    def read(self, text: str) -> Known:
        """Who a text names: a company that rules know, another one, or nobody can say.

        >>> Exporters(roles={}, headquarters={}, names={"acme": "Acme"},
        ...     forms_after=frozenset({"inc"}), forms_before=frozenset()).read("ACME, Inc.").value
        'Acme'
        """
        said = words(text)
        name = self.names.get(" ".join(said)) or self.names.get(" ".join(self._bare(said)))
        if name is not None:
            return Known(value=name)
        if any(map(mixes_alphabets, said)):
            return _unsettled("letters of two alphabets stand in one word of it: write it anew")
        near = self._within(said)
        if near is not None:
            return _unsettled(f"it may be {near}, or another company of its group: say which")
        return Known(value=text.strip())

    def role(self, name: str, vendor: str | None) -> str | None:
        """What an exporter does with the chips of a vendor; None where that is on no record."""
        key = name.casefold()
        own = self.of_own_design.get(key)
        if own is not None and vendor is not None:
            said = self.read(vendor).value
            if isinstance(said, str) and said.casefold() == key:
                return own
        return self.roles.get(key)

    def bare(self, text: str) -> str:
        """A company's name in words alone, without legal forms."""
        return " ".join(self._bare(words(text)))

    def knows(self, known: Known) -> bool:
        """Whether a rule or the data name this exporter; to all others they are alike."""
        return isinstance(known.value, str) and folded(known.value) in self.names

    def _bare(self, said: list[str]) -> Sequence[str]:
        """A name without its legal forms."""
        begin, end = 0, len(said)
        after, before = _longest(self.forms_after), _longest(self.forms_before)
        moved = True
        while moved:
            moved = False
            for place in _ends(begin, end, before, after):
                if " ".join(said[place:end]) in self.forms_after:
                    end, moved = place, True
                    break
                if " ".join(said[begin:place]) in self.forms_before:
                    begin, moved = place, True
                    break
        return said[begin:end]

    def _within(self, said: list[str]) -> str | None:
        """A known name that stands in the text among other words."""
        most = _most_words(self.names)
        for start in range(len(said)):
            for end in range(min(len(said), start + most), start, -1):
                name = self.names.get(" ".join(said[start:end]))
                if name is not None:
                    return name
        return None


@lru_cache
def _longest(forms: frozenset[str]) -> int:
    """The most words that a legal form has; asked of each name, and the forms are always these."""
    return _most_words(forms)


def _most_words(phrases: Iterable[str]) -> int:
    return max((phrase.count(" ") + 1 for phrase in phrases), default=0)


def _ends(begin: int, end: int, before: int, after: int) -> Iterator[int]:
    """The places between two words that a form may end or begin at: no form has more words."""
    yield from range(begin + 1, min(begin + before + 1, end))
    yield from range(max(begin + before + 1, end - after), end)


def _unsettled(because: str) -> Known:
    return Known(value=None, unsettled=frozenset({"exporter"}), because=because)


def _by_name(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """What rows say, by their names without case; a row that says nothing is left out."""
    return {name.casefold(): said for name, said in pairs if said is not None}


def exporters_of(document: Document, named: Iterable[str]) -> Exporters:
    """The exporters of a file, and those that measures name.

    Raises:
        DataError, SeveralErrors: Every mistake in the file.
    """
    rows = check(document, ExportersFile)
    names = {folded(name): name for name in sorted(named)}
    errors: list[EcluseError] = []
    for at, row in enumerate(rows.exporters):
        # A measure's spelling outranks the file's: conditions compare with the measure's.
        own = names.setdefault(folded(row.name), row.name)
        for spelling in row.also:
            if names.setdefault(folded(spelling), own) != own:
                what, mend = f"'{spelling}' names two exporters", "keep one of the two"
                errors.append(document.error(what, ("exporters", at, "also"), mend))
    raise_all(errors)
    return Exporters(
        roles={row.name.casefold(): row.role for row in rows.exporters},
        of_own_design=_by_name((row.name, row.of_own_design) for row in rows.exporters),
        headquarters=_by_name((row.name, row.headquarters) for row in rows.exporters),
        names=names,
        forms_after=frozenset(filter(None, map(folded, rows.legal_forms.after))),
        forms_before=frozenset(filter(None, map(folded, rows.legal_forms.before))),
    )
