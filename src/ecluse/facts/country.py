"""Countries by ISO 3166 code, in the spellings that order books use.

Belongs here: names, aliases and finding a country. Does not: country groups, which are law and have
dates.
Always true: one spelling names one country; a text is read as a country only if each of its parts
is a name of that country and of no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ecluse.citation import Citation
from ecluse.errors import UnknownNameError, near
from ecluse.facts.cldr import country_names
from ecluse.facts.file_record import file_record


@file_record
class TreatedAs:
    """The regulation treats the country as another from a day on (Hong Kong as China)."""

    country: str
    since: date
    cited: Citation


@file_record
class Country:
    """One country, by its alpha-2 code."""

    code: str
    en: str
    fr: str
    aliases: tuple[str, ...] = ()
    treated_as: TreatedAs | None = None

    def name(self, lang: str) -> str:
        """Its name in `lang`, en or fr."""
        return self.fr if lang == "fr" else self.en


@file_record
class SharedName:
    """A name that several countries go by: it is asked about, not guessed."""

    name: str
    of: tuple[str, ...]


@file_record
class CountryRegion:
    """A part of a country to which the regulation applies otherwise than to the country.

    `symbol` is what the fact `region` calls it.
    """

    region: str
    fr: str
    symbol: str
    within: str
    names: tuple[str, ...]
    cited: Citation

    def name(self, lang: str) -> str:
        """What it is called in `lang`, en or fr."""
        return self.fr if lang == "fr" else self.region


# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans("łŁøØđĐħĦıŧŦ", "lLoOdDhHitT")


def folded(text: str) -> str:
    """A spelling without case, accents, punctuation and spaces.

    >>> folded("Côte d’Ivoire"), folded("U.A.E."), folded("Korea, Republic of"), folded("Łódź")
    ('cotedivoire', 'uae', 'korearepublicof', 'lodz')
    """
    plain = text if text.isascii() else unaccented(text)
    return "".join(filter(str.isalnum, plain)).casefold()


def unaccented(text: str) -> str:
    """A text with its letters taken apart, and without the accents.

    >>> unaccented("Wisła, Æther")
    'Wisla, Æther'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")


_LONGEST = 200  # a text beyond this names no country
_SHOWN = 60
_ROUND = " -–—._'\"“”"  # dashes, points and quotation marks, between which a code is a word
_GROUP = re.compile(r"[A-E]:\d")  # of supplement no. 1 to part 740
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
# What parts the names in a text, each on its own: "CN - China", "China (PRC)", "US/CN".
_SIGNS = (
    re.compile(r"[()\[\]{}/\\|;:→>\n\t（）、，；：／]+"),
    re.compile(r"\s[-–—]+\s"),
    re.compile(r"[-–—_+&]+"),
    re.compile(r",+"),
    re.compile(r"(?<=^[A-Z]{2})\s+|(?<=^[A-Z]{3})\s+|\s+(?=[A-Z]{2,3}$)"),  # "CN China"
)


@dataclass(frozen=True)
class Countries:
    """All countries, found by code, name or alias.

    Args:
        shared: Names that several countries go by.
        capitals: Codes that are words too, and are read in capitals alone, and not between dashes
            ("no" is not Norway, "-DO-" is what a ledger writes for "the same as above").
        regions: Parts of countries that are not taken for the country.
    """

    by_code: dict[str, Country]
    shared: tuple[SharedName, ...] = ()
    capitals: tuple[str, ...] = ()
    regions: tuple[CountryRegion, ...] = ()
    _by_spelling: dict[str, str] = field(init=False, repr=False, compare=False)
    _shared: dict[str, SharedName] = field(init=False, repr=False, compare=False)
    _regions: dict[str, CountryRegion] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings: dict[str, str] = {}
        for code, country in self.by_code.items():
            for spelling in (country.en, country.fr, *country.aliases):
                spellings.setdefault(folded(spelling), code)
        object.__setattr__(self, "_by_spelling", spellings)
        object.__setattr__(self, "_shared", {folded(each.name): each for each in self.shared})
        regions = {folded(name): each for each in self.regions for name in each.names}
        object.__setattr__(self, "_regions", regions)

    def code(self, text: str, where: str) -> str:
        """The alpha-2 code of a country given by code, name or alias, or by several of these.

        Raises:
            UnknownNameError: No country is called that, or the text says more than one country's
                names; near names are offered.
        """
        found = self.find(text)
        if found is None:
            raise self._refusal(text.strip(), where)
        return found

    def find(self, text: str) -> str | None:
        """The same; None where it is refused."""
        text = text.strip()
        if "?" in text or self._is_word(text):  # "China?" is a doubt, not a name
            return None
        for read in (self._on_file, self._named):  # other languages are loaded only if need be
            found = read(text) or _of_parts(text, _SIGNS, read)
            if found is not None:
                return found
        return None

    def _is_word(self, text: str) -> bool:
        """Whether a text is a word that is a code too, and not written as one."""
        code = text.strip(_ROUND).upper()
        return code in self.capitals and text != code

    def region(self, text: str) -> CountryRegion | None:
        """The part of a country that a text names, alone or beside its country; None for others.

        >>> Countries({}).region("Crimea") is None
        True
        """
        found: dict[str, CountryRegion] = {}

        def read(part: str) -> str | None:
            named = self._regions.get(folded(part))
            if named is None:
                return self._named(part)
            found[named.symbol] = named
            return named.within

        if not self._regions or (read(text) or _of_parts(text, _SIGNS, read)) is None:
            return None
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self, text: str) -> str | None:
        """The code of the country of which the whole text is a code or a name, in any language."""
        found = self._on_file(text)
        if found is not None:
            return found
        plain = folded(text)
        code = None
        if plain and plain not in self._regions and plain not in self._shared:
            code = country_names(folded).get(plain)
        return code if code in self.by_code else None

    def _on_file(self, text: str) -> str | None:
        """The same, of the codes and names in data/countries alone."""
        upper = text.upper()
        if len(text) == 2 and upper in self.by_code:
            return None if self._is_word(text) else upper
        plain = folded(text)
        if plain in self._regions:
            return None
        return self._by_spelling.get(plain) or self._by_spelling.get(
            folded(_ARTICLE.sub("", text, count=1))
        )

    def _refusal(self, text: str, where: str) -> UnknownNameError:
        """Why a text is no country's name, and what to write instead."""
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        if self._is_word(text):
            code = text.strip(_ROUND).upper()
            mend = f"write {code} for {self.by_code[code].en}, or 'unknown'"
            return UnknownNameError(f"'{shown}' is a word and no country's name", where, mend)
        if _GROUP.fullmatch(text.strip()):
            mend = "name one of its countries"
            return UnknownNameError(f"'{shown}' is a country group", where, mend)
        parts = list(dict.fromkeys(_pieces(text[:_LONGEST])))
        for part in parts:
            if refusal := self._no_one_country(shown, folded(part), where):
                return refusal
        named = list(dict.fromkeys(filter(None, map(self._named, parts))))
        if named:
            return _more_than([self.by_code[code].en for code in named], shown, where)
        names_of_all = [name for each in self.by_code.values() for name in (each.en, each.fr)]
        mend = near(text[:_SHOWN], names_of_all)
        return UnknownNameError(
            f"no country is called '{shown}'",
            where,
            mend or "give an ISO 3166 alpha-2 code or a country's name",
        )

    def _no_one_country(self, shown: str, part: str, where: str) -> UnknownNameError | None:
        """The refusal of a region under an embargo of its own, or of a name that several share."""
        if part in self._regions:
            region = self._regions[part]
            what = (
                f"'{shown}' names {region.region}, which is under an embargo of its own "
                f"({region.cited})"
            )
            country = self.by_code[region.within].en
            mend = f"give {country} beside region={region.symbol}; {country} alone is the rest"
            return UnknownNameError(what, where, mend)
        if part in self._shared:
            names = [self.by_code[code].en for code in self._shared[part].of]
            what = f"'{shown}' may be {' or '.join(names)}"
            return UnknownNameError(what, where, "write which of them", names)
        return None

    def for_the_law(self, code: str, on: date) -> str:
        """The country as which the regulation treats `code` on a day."""
        country = self.by_code.get(code)
        if country is None or country.treated_as is None or on < country.treated_as.since:
            return code
        return country.treated_as.country


def _more_than(names: list[str], shown: str, where: str) -> UnknownNameError:
    """The refusal of a text that names one country and more, or several."""
    if len(names) > 1:
        what = f"'{shown}' names {' and '.join(names[:3])}"
        return UnknownNameError(what, where, "write one country alone", names[:3])
    what = f"'{shown}' says more than {names[0]}, and the rest is not understood"
    mend = f"write {names[0]} alone, if that is all that is meant"
    return UnknownNameError(what, where, mend, names)


def _of_parts(
    text: str, signs: tuple[re.Pattern[str], ...], read: Callable[[str], str | None]
) -> str | None:
    """The code of the country that all parts of a text name, whichever sign parts them."""
    if len(text) > _LONGEST:
        return None
    for place, sign in enumerate(signs):
        parts = _parted(text, sign)
        if not parts or parts == [text]:
            continue
        rest = signs[:place] + signs[place + 1 :]
        codes = {read(part) or _of_parts(part, rest, read) for part in parts}
        if len(codes) == 1 and None not in codes:
            return codes.pop()
    return None


def _parted(text: str, sign: re.Pattern[str]) -> list[str]:
    return [part for each in sign.split(text) if (part := each.strip())]


def _pieces(text: str) -> Iterator[str]:
    """A text, what each of the signs makes of it, and what all of them do together."""
    yield text
    pieces = [text]
    for sign in _SIGNS:
        yield from _parted(text, sign)
        pieces = [part for each in pieces for part in _parted(each, sign)]
    yield from pieces
