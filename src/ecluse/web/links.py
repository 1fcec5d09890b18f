"""Where an answer is found: as data, and as a page for people.

Belongs here: the addresses of an answer. Does not: whether there is something at an address
(routes).
Always true: an address says all that was asked and nothing else; what an address cannot say (named
parties, a chip's own figures) has none; the query stands in one order.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecluse.determine.question_object import OF_WHOM, AskedQuestion
from ecluse.facts.slug import slug
from ecluse.web.address import address_of, brief_of_answer, with_query
from ecluse.web.params import Json, Pairs, Said
from ecluse.web.render import at
from ecluse.web.site import Site

_IN_THE_PATH = ("item", "to", "on")
_ORDER = (
    *_IN_THE_PATH,
    *("from", "until", "known", "reading", "scenario"),
    *("hq", "parent_hq", "exporter", "origin", "end_use", "quantity", "eccn", "strict"),
)
_UNSAID = frozenset({*OF_WHOM, "id"})


def address(site: Site, path: str, words: Said | None = None) -> str:
    """A path of this server with a query, as it is reached from outside."""
    return site.settings.address + with_query(path, _pairs(words or {}))


def of_the_api(endpoint: str, said: Said, lang: str) -> str:
    """The path of a question at an endpoint of the API, its words in one order."""
    return with_query(f"/api/v1/{endpoint}", _pairs(spoken(said, lang)))


def spoken(said: Said, lang: str) -> Json:
    """Some words, and the language where it is not the one that is taken anyway."""
    return dict(said) if lang == "en" else {**said, "lang": lang}


def links_of_answer(
    site: Site, endpoint: str, said: Said, asked: AskedQuestion, lang: str
) -> dict[str, str | None]:
    """Where the answer to a question is found.

    Args:
        endpoint: Of the API, such as check.
        said: The words of the question.
    """
    if _UNSAID & said.keys() or isinstance(said.get("item"), Mapping):
        names = ("self", "html", "brief") if endpoint == "check" else ("self", "html")
        return dict.fromkeys(names)
    words = dict(said) if endpoint == "timeline" else {**said, "on": asked.law.on.isoformat()}
    page = _page(site, endpoint, said, asked)
    links: dict[str, str | None] = {
        "self": address(site, f"/api/v1/{endpoint}", spoken(words, lang)),
        "html": address(site, at(lang) + (page or "/check")),
    }
    if endpoint == "check":
        place = brief_of_answer(page)
        links["brief"] = None if place is None else address(site, f"{at(lang)}/brief{place}")
    return links


def _page(site: Site, endpoint: str, said: Said, asked: AskedQuestion) -> str | None:
    """The path of the page of an answer, in its one spelling; None where it has none."""
    if endpoint != "timeline":
        page = address_of(asked, said, site)
        return None if page is None else page.replace("/check/", f"/{endpoint}/", 1)
    beside = {key: value for key, value in said.items() if key not in _IN_THE_PATH}
    place = str(asked.shipment.destination).lower()
    return with_query(f"/timeline/{slug(asked.shipment.item.name)}/{place}", _pairs(beside))


def header_of(links: Mapping[str, str | None]) -> tuple[str, str]:
    """The links as the header Link (RFC 8288), for an answer that is a list."""
    kinds = {"self": 'rel="self"', "html": 'rel="alternate"; type="text/html"'}
    parts = [f"<{links[name]}>; {kind}" for name, kind in kinds.items() if links.get(name)]
    return "Link", ", ".join(parts)


def _pairs(words: Said) -> Pairs:
    """The words of a query, in one order."""
    given = words.get("given") or {}
    named = [(key, _text(words[key])) for key in _ORDER if words.get(key) not in (None, False)]
    facts = [(f"given.{name}", _text(value)) for name, value in sorted(given.items())]
    others = [
        (key, _text(value))
        for key, value in words.items()
        if key not in (*_ORDER, "given") and value is not None
    ]
    return [*named, *facts, *others]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
