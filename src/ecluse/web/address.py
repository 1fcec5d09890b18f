"""The one spelling of a question's address: /check/nvidia-h20-96gb/cn/2025-05-20?hq=sg.

Belongs here: from the words of a question to its address, and from an address to words. Does not:
what a word means (determine), or answering.
Always true: two spellings of one question have one address, and the address asks the very question;
what cannot be spelled shorter without changing the question stays as it was said; no party's name
stands in an address unless somebody put it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from ecluse.determine.question import OWN_WORDS
from ecluse.determine.question_object import OF_PARTIES, AskedQuestion, names_parties
from ecluse.facts.figure import Figure, plain
from ecluse.facts.known import Known, says_unknown
from ecluse.facts.slug import slug
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.eccn_part import DECLARED
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.web.params import Json, Pairs, Said
from ecluse.web.site import Site

_TRUTHS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
_GIVEN = "given."
_CODE = 2  # letters of a country's code
_HEAD = ("item", "to", "on")


def item_named(text: str, site: Site) -> str:
    """The catalogue's name of an item by its slug; any other text as it is."""
    item = site.items.get(slug(text))
    return text if item is None else item.name


def destination(text: str) -> str:
    """The destination of a path: a code in any case, for there `no` can only be Norway."""
    return text.upper() if len(text) == _CODE else text


def address_of(asked: AskedQuestion, said: Said, site: Site) -> str | None:
    """The path and query of a question without its language; None where its item is nobody's but
    the asker's.

    Args:
        said: The words as they were said: they stand where a word has no shorter spelling.
    """
    place = slug(asked.shipment.item.name)
    if place not in site.items or site.items[place] is not asked.shipment.item:
        return None
    return _path(_words(asked, said, site, place))


def canonical_words(asked: AskedQuestion, said: Said, site: Site) -> Json:
    """The words of a question in its one spelling, as an object has them.

    Args:
        said: The words as they were said: they stand where a word has no shorter spelling.
    """
    item = said["item"]
    own = isinstance(item, Mapping)
    place = slug(asked.shipment.item.name)
    words = _as_said(asked, said, place) if own else _words(asked, said, site, place)
    return said_of(words, site) | ({"item": item} if own else {})


def _words(asked: AskedQuestion, said: Said, site: Site, place: str) -> Said:
    """The words of an address: each in its one spelling, where that asks the same question."""
    if asked.shipment.parties is None:
        spelled = _spelled(asked, said, site.library, place)
        if _asks(spelled, asked, site):
            return spelled
    return _as_said(asked, said, place)


def _path(words: Said) -> str:
    head = "/".join(quote(words[name], safe="") for name in _HEAD)
    rest = sorted((name, text) for name, text in words.items() if name not in _HEAD)
    return with_query(f"/check/{head}", rest)


def with_query(path: str, pairs: Sequence[tuple[str, Any]]) -> str:
    """A path with a query of some words.

    >>> with_query("/law", [("on", "2025-05-20")]), with_query("/law", [])
    ('/law?on=2025-05-20', '/law')
    """
    return f"{path}?{urlencode(pairs, doseq=True, quote_via=quote)}" if pairs else path


def apart(address: str) -> tuple[str, Pairs]:
    """The path of an address, and the words of its query.

    >>> apart("/check/h20/cn/2025-05-20?hq=sg")
    ('/check/h20/cn/2025-05-20', [('hq', 'sg')])
    """
    path, _, query = address.partition("?")
    return path, parse_qsl(query)


def brief_of_answer(address: str | None) -> str | None:
    """The address of an answer's brief; None where the answer has none, or it names a party."""
    if address is None or names_parties(dict(apart(address)[1])):
        return None
    return address


def over_time(address: str, at: str, days: Mapping[str, str] | None = None) -> str:
    """The address of what tells the answer of an address over time.

    Args:
        at: What stands before the item and the place there.
        days: Words for days that are said there.

    >>> over_time("/check/h20/cn/2025-05-20?hq=sg", "/timeline", {"until": "2026-09-30"})
    '/timeline/h20/cn?hq=sg&until=2026-09-30'
    """
    path, words = apart(address)
    item, to = path.split("/")[2:4]
    return with_query(f"{at}/{item}/{to}", sorted([*words, *(days or {}).items()]))


def _asks(words: Mapping[str, str], asked: AskedQuestion, site: Site) -> bool:
    """Whether the words ask the same: what is spelled shorter must not be another question."""
    again = site.reader().read(said_of(words, site))
    return again.shipment == asked.shipment and again.law == asked.law


def said_of(words: Said, site: Site) -> Json:
    """The words of a question as an object has them, from those of an address."""
    said: Json = {}
    for name, text in words.items():
        if name.startswith(_GIVEN):
            said.setdefault("given", {})[name.removeprefix(_GIVEN)] = text
        else:
            said[name] = text
    said["item"] = item_named(words["item"], site)
    said["to"] = destination(words["to"])
    if "strict" in said:
        said["strict"] = said["strict"] == "true"
    return said


def _spelled(asked: AskedQuestion, said: Said, library: Library, place: str) -> dict[str, str]:
    """Each word in its one spelling."""
    shipment = asked.shipment
    words = {
        "item": place,
        "to": str(shipment.destination).lower(),
        "on": asked.law.on.isoformat(),
        **_of_the_law(said),
    }
    for fact, word in OWN_WORDS.items():
        value = getattr(shipment, fact, None)
        if value is not None and word != "to":
            words[word] = _own(fact, value, library)
    for fact, known in shipment.given.items():
        word = OWN_WORDS.get(fact, f"{_GIVEN}{fact}")
        words[word] = _given(fact, known, said, library)
    if shipment.strict:
        words["strict"] = "true"
    return words


def _of_the_law(said: Said) -> dict[str, str]:
    """What is said of the law, less what is so anyway."""
    words = {name: str(said[name]) for name in ("known", "reading", "scenario") if said.get(name)}
    if words.get("reading") == Reading.ENFORCED.value:
        del words["reading"]
    return words


def _own(fact: str, value: object, library: Library) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    text = str(value)
    if library.vocabulary.facts[fact].type is not FactType.COUNTRY:
        return text
    return text.lower() if library.countries.find(text.lower()) == text else text  # NO is no "no"


def _given(fact: str, known: Known, said: Said, library: Library) -> str:
    """A fact in its one spelling; one that was not understood, as it was said."""
    value = known.value
    text = _text_said(fact, said)
    if not known.settled or known.because:
        return "unknown" if text is None or says_unknown(text) else " ".join(text.split())
    if isinstance(value, Truth):
        return _TRUTHS[value]
    if isinstance(value, Figure):
        return str(text) if value.exact is None else plain(value.exact)
    return _own(fact, value, library)


def _text_said(fact: str, said: Said) -> str | None:
    given = said.get("given") or {}
    text = said.get(OWN_WORDS.get(fact, ""), given.get(fact))
    if text is None and fact == DECLARED:
        text = given.get("eccn")
    return None if text is None else str(text)


def _as_said(asked: AskedQuestion, said: Said, place: str) -> Json:
    """Each word as it was said, where the question has no shorter spelling."""
    words = {
        name: value if name in OF_PARTIES else str(value)
        for name, value in said.items()
        if name not in ("given", "strict", "id")
    }
    words |= {f"{_GIVEN}{fact}": str(text) for fact, text in (said.get("given") or {}).items()}
    if said.get("strict"):
        words["strict"] = "true"
    return words | {"item": place, "on": asked.law.on.isoformat()}
