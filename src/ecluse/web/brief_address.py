"""The one spelling of a brief's address: /brief/story/nvidia-h20-96gb/cn?until=2026-09-30.

Belongs here: from the words of a brief to its address. Does not: how a question is spelled
(address), or making a brief.
Always true: two spellings of one brief have one address, and it holds no party's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from ecluse.determine.question import day_from
from ecluse.determine.question_object import names_parties
from ecluse.law.measure import Reading
from ecluse.simulate.read_question import shipped_name
from ecluse.web.address import address_of, apart, over_time, with_query
from ecluse.web.params import Said
from ecluse.web.site import Site


def brief_address(site: Site, kind: str, said: Said) -> str:
    """The path and query of a brief, after /brief and without its language.

    Raises:
        InputError, UnknownNameError: Its words mean nothing.
    """
    return _SPELLED[kind](site, said)


def brief_of_answer(address: str | None) -> str | None:
    """The address of an answer's brief; None where the answer has none, or it names a party."""
    if address is None or names_parties(dict(apart(address)[1])):
        return None
    return address


def _check(site: Site, said: Said) -> str:
    asked = site.reader().read(said)
    return address_of(asked, said, site) or ""


def _story(site: Site, said: Said) -> str:
    words = dict(said)
    until = words.pop("until", site.library.data_as_of.isoformat())
    answer = _check(site, words | {"on": until})
    return over_time(answer, "/story", {"until": apart(answer)[0].rpartition("/")[2]})


def _day(site: Site, said: Said) -> str:
    on = day_from(said["day"], site.library, "day")
    return with_query(f"/day/{on.isoformat()}", _of_two_laws(site, said))


def _measure(site: Site, said: Said) -> str:
    name = said["name"]
    if site.library.register.called(name):
        name = site.library.register.measure(name).measure.rpartition("/")[2]
    words = _of_two_laws(site, said)
    if "on" in said:
        words.insert(0, ("on", day_from(said["on"], site.library, "on").isoformat()))
    return with_query(f"/measure/{quote(name)}", words)


def _market(site: Site, said: Said) -> str:
    return f"/market/{quote(shipped_name(said['question'], site.library))}"


def _of_two_laws(site: Site, said: Said) -> list[tuple[str, str]]:
    words = []
    if said.get("reading", Reading.ENFORCED.value) != Reading.ENFORCED.value:
        words.append(("reading", said["reading"]))
    if "to" in said:
        words.append(("to", site.library.countries.code(said["to"], "to").lower()))
    return words


_SPELLED: Mapping[str, Callable[[Site, Said], str]] = {
    "check": _check,
    "day": _day,
    "measure": _measure,
    "story": _story,
    "market": _market,
}
