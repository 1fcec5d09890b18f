"""What the words of an end use name: an end use of part 744, an ordinary one, or nobody knows.

Belongs here: reading the words of an end use against the lists in data/parties. Does not: the lists
themselves, or which end use needs a license.
Always true: a text is taken as ordinary only if every word of it is known; a word that is not
understood, a negation, and an end use that no symbol stands for leave it open, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from ecluse.errors import EcluseError, raise_all
from ecluse.facts.file_record import file_record
from ecluse.facts.known import Known
from ecluse.facts.reader import Document, check
from ecluse.facts.tokens import folded, shown, words

_FACT, _OTHER, _NONE_KNOWN = "end_use", "other", "none_known"
_SHOWN, _SHOWN_LETTERS = 5, 60


class Says(Enum):
    """What a phrase says of an end use."""

    NAMES = "names"  # an end use of part 744 for which there is a symbol
    MAY_NAME = "may name"  # an end use of part 744 for which there is none, or not surely
    NEGATES = "negates"
    ORDINARY = "ordinary"
    METHOD = "method"  # machine learning, R&D: how, and not what for
    NOTHING = "nothing"  # words such as "for the use of"
    NO_USE = "no use"  # resale: what the goods are for is not said


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What one phrase of the lists says.

    Args:
        use: The symbol of the end use, for what NAMES one.
        about: What a phrase that MAY_NAME an end use may name, in words; of one that NAMES one,
            what it leaves open beside it.
    """

    says: Says
    use: str | None = None
    about: str | None = None


@file_record
class _NamedUse:
    end_use: str
    covers: tuple[str, ...] = ()
    alone: bool = False
    leaves_open: str | None = None
    cited: str
    phrases: dict[str, tuple[str, ...]]


@file_record
class _MayName:
    about: str
    cited: str
    phrases: dict[str, tuple[str, ...]]


@file_record
class _Explained:
    why: str
    phrases: dict[str, tuple[str, ...]]


@file_record
class EndUsesFile:
    """The keys of parties/end_uses.yaml."""

    named: tuple[_NamedUse, ...]
    may_name: tuple[_MayName, ...]
    negations: _Explained


@file_record
class OrdinaryUsesFile:
    """The keys of parties/ordinary_uses.yaml."""

    ordinary: tuple[_Explained, ...]
    no_use: tuple[_Explained, ...]
    methods: tuple[_Explained, ...]
    none_known: _Explained
    fillers: _Explained


@dataclass(frozen=True, slots=True)
class _Mention:
    phrase: Phrase
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUses:
    """The lists of phrases, folded.

    Args:
        symbols: The symbols of the fact, folded; written as they stand they are understood.
        gravest_first: The symbols that phrases name, the gravest first.
        covers: For each of these, the others that are held wherever it is.
        alone: Those that count only where nothing else is said.
        stems: Beginnings of words; the data write them with a star.
        whole: Texts that as a whole say that no end use is known.
        longest: The most words that a phrase has.
    """

    symbols: dict[str, str]
    gravest_first: tuple[str, ...]
    covers: dict[str, tuple[str, ...]]
    alone: frozenset[str]
    phrases: dict[str, Phrase] = field(repr=False)
    stems: dict[str, Phrase] = field(repr=False)
    whole: frozenset[str] = field(repr=False)
    longest: int

    def read(self, text: str) -> Known:
        """What a text says of the end use.

        A symbol with `unsettled` beside it is held at least: other words leave open whether another
        end use is held too. None is known of nothing; `because` says which words left it so.
        """
        said = words(text)
        symbol = self.symbols.get(" ".join(said))
        if symbol is not None:
            return Known(value=symbol)
        if " ".join(said) in self.whole:
            return Known(value=_NONE_KNOWN, assumed=True, because=f"{_quoted(text)} names none")
        mentions = _outermost(list(self._mentions(said)))
        negation = next((each for each in mentions if each.phrase.says is Says.NEGATES), None)
        if negation is not None:
            what = f"{_quoted(_words_of(said, negation))} is a negation"
            return _open(f"{what}: say what the end use is, not what it is not")
        named = {each.phrase.use for each in mentions if each.phrase.says is Says.NAMES}
        open_ = _left_open(said, mentions)
        held = next((use for use in self.gravest_first if use in named), None)
        if held is not None:
            return self._held(held, named, open_, said, mentions)
        if open_:
            return _open("; ".join(open_))
        return _ordinary(said, mentions)

    def _held(
        self,
        held: str,
        named: set[str | None],
        open_: list[str],
        said: list[str],
        mentions: list[_Mention],
    ) -> Known:
        named_by = next(each for each in mentions if each.phrase.use == held)
        because = f"{_quoted(_words_of(said, named_by))} names {held}"
        others = sorted(use for use in named - {held, *self.covers[held]} if use is not None)
        if held in self.alone and (others or open_):
            return _open("; ".join([because, *open_]))
        open_ = [*(f"{use} is named too" for use in others), *open_]
        if not open_:
            return Known(value=held, because=because)
        return Known(value=held, unsettled=frozenset({_FACT}), because="; ".join([because, *open_]))

    def _mentions(self, said: list[str]) -> Iterator[_Mention]:
        """Every phrase of the lists that stands in the text."""
        for start, word in enumerate(said):
            for end in range(start + 1, min(start + self.longest, len(said)) + 1):
                phrase = self.phrases.get(" ".join(said[start:end]))
                if phrase is not None:
                    yield _Mention(phrase, start, end)
            if word not in self.phrases:
                stems = (self.stems.get(word[:length]) for length in range(len(word), 2, -1))
                stem = next((stem for stem in stems if stem is not None), None)
                if stem is not None:
                    yield _Mention(stem, start, start + 1)


def _outermost(mentions: list[_Mention]) -> list[_Mention]:
    """Those that do not lie within a longer one: 'nuclear medicine' says nothing of 'nuclear'."""
    furthest: dict[int, int] = {}
    for each in mentions:
        furthest[each.start] = max(each.end, furthest.get(each.start, 0))
    longest = max((each.end - each.start for each in mentions), default=0)
    return [
        one
        for one in mentions
        if furthest[one.start] == one.end
        and all(furthest.get(start, 0) < one.end for start in range(one.start - longest, one.start))
    ]


def _left_open(said: list[str], mentions: list[_Mention]) -> list[str]:
    """Why another end use may be meant: phrases that may name one, and words of no list."""
    reasons = [
        f"{_quoted(_words_of(said, mention))} {mention.phrase.about}"
        for mention in mentions
        if mention.phrase.about is not None
    ]
    if unread := _unread(said, mentions):
        reasons.append(f"{', '.join(map(_quoted, unread[:_SHOWN]))}: not understood")
    return reasons


def _unread(said: list[str], mentions: list[_Mention]) -> list[str]:
    """The stretches of words of which the lists have none."""
    read = {place for each in mentions for place in range(each.start, each.end)}
    places = [place for place in range(len(said)) if place not in read]
    stretches = groupby(enumerate(places), key=lambda each: each[1] - each[0])
    return [shown([said[place] for _, place in stretch]) for _, stretch in stretches]


def _ordinary(said: list[str], mentions: list[_Mention]) -> Known:
    first = {mention.phrase.says: mention for mention in reversed(mentions)}
    if Says.NO_USE not in first and Says.ORDINARY in first:
        return Known(value=_OTHER)
    unsaid = first.get(Says.NO_USE) or first.get(Says.METHOD)
    if unsaid is None:
        return _open("it names no end use")
    because = f"{_quoted(_words_of(said, unsaid))} does not say what the goods are for"
    return Known(value=_NONE_KNOWN, assumed=True, because=because)


def _open(because: str) -> Known:
    return Known(value=None, unsettled=frozenset({_FACT}), because=because)


def _words_of(said: list[str], mention: _Mention) -> str:
    return shown(said[mention.start : mention.end])


def _quoted(text: str) -> str:
    return f"'{text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1] + '…'}'"


# ---- the lists -----------------------------------------------------------------------------------

Place = tuple[str | int, ...]
ByLanguage = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A phrase of a list, as its file has it, and where it stands there."""

    phrase: Phrase
    text: str
    place: Place
    document: Document

    def error(self, what: str, mend: str) -> EcluseError:
        return self.document.error(what, self.place, mend)


def end_uses_of(part_744: Document, ordinary: Document, symbols: tuple[str, ...]) -> EndUses:
    """The lists of two files: the end uses of part 744, and the ordinary ones.

    Raises:
        DataError, SeveralErrors: Every mistake in the files.
    """
    named, free = check(part_744, EndUsesFile), check(ordinary, OrdinaryUsesFile)
    phrases: dict[str, Phrase] = {}
    stems: dict[str, Phrase] = {}
    errors = _no_symbols(part_744, named, symbols)
    for listed in (*_of_part_744(part_744, named), *_of_ordinary(ordinary, free)):
        errors += _filed(listed, phrases, stems)
    raise_all(errors)
    no_use = (text for texts in free.none_known.phrases.values() for text in texts)
    return EndUses(
        symbols={folded(symbol): symbol for symbol in symbols},
        gravest_first=tuple(dict.fromkeys(row.end_use for row in named.named)),
        covers=_covers(named),
        alone=frozenset(row.end_use for row in named.named if row.alone),
        phrases=phrases,
        stems=stems,
        whole=frozenset(map(folded, no_use)),
        longest=max((key.count(" ") + 1 for key in phrases), default=1),
    )


def _covers(file: EndUsesFile) -> dict[str, tuple[str, ...]]:
    """For each end use, those that all its rows cover."""
    covers: dict[str, tuple[str, ...]] = {}
    for row in file.named:
        covers[row.end_use] = covers.get(row.end_use, ()) + row.covers
    return covers


def _no_symbols(
    document: Document, file: EndUsesFile, symbols: tuple[str, ...]
) -> list[EcluseError]:
    """The end uses of a file that the vocabulary has no symbol for."""
    mend = f"write one of {', '.join(symbols)}"
    return [
        document.error(f"'{use}' is no symbol of end_use", ("named", index), mend)
        for index, row in enumerate(file.named)
        for use in {row.end_use, *row.covers} - set(symbols)
    ]


def _filed(
    listed: _Listed, phrases: dict[str, Phrase], stems: dict[str, Phrase]
) -> list[EcluseError]:
    """Put a phrase among the phrases or the stems; what is wrong with it, if anything."""
    text, phrase = listed.text, listed.phrase
    key, is_stem = folded(text.removesuffix("*")), text.endswith("*")
    clears = phrase.says in (Says.ORDINARY, Says.NOTHING, Says.NO_USE, Says.METHOD)
    if not key or (is_stem and (clears or " " in key)):
        what, mend = f"'{text}' cannot be a phrase", "write words; a star ends one word only"
        return [listed.error(what, mend)]
    if (stems if is_stem else phrases).setdefault(key, phrase) != phrase:
        what = f"'{text}' stands in two lists, or does so but for case, accents and plurals"
        return [listed.error(what, "keep it in one")]
    return []


def _of_part_744(document: Document, file: EndUsesFile) -> Iterator[_Listed]:
    for at, named in enumerate(file.named):
        phrase = Phrase(says=Says.NAMES, use=named.end_use, about=named.leaves_open)
        yield from _each(phrase, named.phrases, ("named", at), document)
    for at, may_name in enumerate(file.may_name):
        phrase = Phrase(says=Says.MAY_NAME, about=may_name.about)
        yield from _each(phrase, may_name.phrases, ("may_name", at), document)
    negates = Phrase(says=Says.NEGATES)
    yield from _each(negates, file.negations.phrases, ("negations",), document)


def _of_ordinary(document: Document, file: OrdinaryUsesFile) -> Iterator[_Listed]:
    for key, says, rows in (
        ("ordinary", Says.ORDINARY, file.ordinary),
        ("no_use", Says.NO_USE, file.no_use),
        ("methods", Says.METHOD, file.methods),
    ):
        for at, row in enumerate(rows):
            yield from _each(Phrase(says=says), row.phrases, (key, at), document)
    nothing = Phrase(says=Says.NOTHING)
    yield from _each(nothing, file.fillers.phrases, ("fillers",), document)


def _each(
    phrase: Phrase, by_language: ByLanguage, place: Place, document: Document
) -> Iterator[_Listed]:
    for language, texts in by_language.items():
        for at, text in enumerate(texts):
            yield _Listed(phrase, text, (*place, "phrases", language, at), document)
