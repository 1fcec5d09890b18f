"""The addresses of pages that prove what a brief says.

Belongs here: the path of each kind of page, and the order of what is asked beside it. Does not:
serving a page (web), or whether one is there.
Always true: one question has one address; a path begins with / and holds nothing but letters,
digits and escapes; it is whole only where a public address is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from ecluse.facts.slug import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Addresses in one language.

    Args:
        public: What stands before each path, such as https://example.org; nothing where left out.
    """

    lang: str
    public: str

    def check(self, item: str, to: str, on: date, asked: Mapping[str, str] | None = None) -> str:
        """The answer of one day."""
        return self._path("check", slug(item), to.lower(), on.isoformat(), asked=asked)

    def timeline(self, item: str, to: str, asked: Mapping[str, str] | None = None) -> str:
        """How the answer changed."""
        return self._path("timeline", slug(item), to.lower(), asked=asked)

    def law(self, provision: str, on: date, asked: Mapping[str, str] | None = None) -> str:
        """A provision, as it stood on a day.

        Args:
            asked: What was known of the law, how it is read, and a scenario, where one is asked.
        """
        return self._path("law", provision, asked={**(asked or {}), "on": on.isoformat()})

    def law_of(self, on: date, asked: Mapping[str, str] | None = None) -> str:
        """The whole law of a day."""
        return self._path("law", asked={**(asked or {}), "on": on.isoformat()})

    def item(self, item: str) -> str:
        """An item of the catalogue."""
        return self._path("item", slug(item))

    def measure(self, measure: str) -> str:
        """A measure of the log, by the end of its name."""
        return self._path("measure", measure.rpartition("/")[2])

    def scenario(self, scenario: str) -> str:
        """A scenario."""
        return self._path("scenario", scenario)

    def diff(self, before: str, after: str) -> str:
        """What differs between two days or scenarios."""
        return self._path("diff", asked={"before": before, "after": after})

    def market(self, market: str) -> str:
        """A market over time."""
        return self._path("market", market)

    def orders(self) -> str:
        """Where an order book is answered."""
        return self._path("orders")

    def brief(self, *parts: str, asked: Mapping[str, str] | None = None) -> str:
        """A brief."""
        return self._path("brief", *parts, asked=asked)

    def _path(self, *parts: str, asked: Mapping[str, str] | None = None) -> str:
        language = () if self.lang == "en" else (self.lang,)
        path = "/".join(quote(part, safe="(),") for part in (*language, *parts))
        query = urlencode(sorted((asked or {}).items()))
        return f"{self.public.rstrip('/')}/{path}" + (f"?{query}" if query else "")
