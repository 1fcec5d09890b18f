"""Countries by ISO 3166 code, in the spellings that order books use.

Belongs here: names, aliases and finding a country. Does not: country groups, which are law and have
dates.
Always true: one spelling names one country.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from ecluse.citation import Citation
from ecluse.errors import UnknownNameError, near

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedAs:
    """The regulation treats the country as another from a day on (Hong Kong as China)."""

    country: str
    since: date
    cited: Citation
    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country, by its alpha-2 code."""

    code: str
    en: str
    fr: str
    aliases: tuple[str, ...] = ()
    treated_as: TreatedAs | None = None
    __pydantic_config__ = _STRICT

    def name(self, lang: str) -> str:
        """Its name in `lang`, en or fr."""
        return self.fr if lang == "fr" else self.en


def folded(text: str) -> str:
    """A spelling without case, accents, punctuation and spaces.

    >>> folded("Côte d’Ivoire"), folded("U.A.E."), folded("Korea, Republic of")
    ('cotedivoire', 'uae', 'korearepublicof')
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isalnum()).casefold()


@dataclass(frozen=True)
class Countries:
    """All countries, found by code, name or alias."""

    by_code: dict[str, Country]
    _by_spelling: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings: dict[str, str] = {}
        for code, country in self.by_code.items():
            for spelling in (country.en, country.fr, *country.aliases):
                spellings.setdefault(folded(spelling), code)
        # A code outranks any alias spelled alike.
        spellings.update({code.casefold(): code for code in self.by_code})
        object.__setattr__(self, "_by_spelling", spellings)

    def code(self, text: str, where: str) -> str:
        """The alpha-2 code of a country given by code, name or alias.

        Raises:
            UnknownNameError: No country is called that; near names are offered.
        """
        found = self._by_spelling.get(folded(text)) if text.strip() else None
        if found is None:
            names = [country.en for country in self.by_code.values()] + [
                country.fr for country in self.by_code.values()
            ]
            mend = near(text, names) or "give an ISO 3166 alpha-2 code or a country's name"
            raise UnknownNameError(f"no country is called '{text}'", where, mend)
        return found

    def spellings(self) -> dict[str, str]:
        """Folded spelling → code, for look-ups in bulk."""
        return dict(self._by_spelling)

    def for_the_law(self, code: str, on: date) -> str:
        """The country as which the regulation treats `code` on a day."""
        country = self.by_code.get(code)
        if country is None or country.treated_as is None or on < country.treated_as.since:
            return code
        return country.treated_as.country
