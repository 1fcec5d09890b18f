"""The one spelling of a page's address, and leading to it.

Belongs here: the form that an address ends in, the words that a path and a query say, the reply
that leads elsewhere. Does not: how a question is spelled (address), or any page.
Always true: an address that is not the one spelling leads to it, in the same language.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from ecluse.determine.question import OWN_WORDS
from ecluse.errors import InputError
from ecluse.web.address import address_of, destination, item_named
from ecluse.web.api.parameters import said_in
from ecluse.web.params import Json
from ecluse.web.render import at
from ecluse.web.reply import TEXT, Reply
from ecluse.web.routes import Call


def form_of(text: str, forms: Iterable[str]) -> tuple[str, str]:
    """The end of a path, and the form that its ending asks for.

    >>> form_of("2025-05-20.txt", (".json", ".txt")), form_of("2025-05-20", (".txt",))
    (('2025-05-20', '.txt'), ('2025-05-20', ''))
    """
    for ending in forms:
        if text.endswith(ending):
            return text.removesuffix(ending), ending
    return text, ""


def spelled(address: str, form: str) -> str:
    """An address whose path ends in a form.

    >>> spelled("/check/h20/cn/2025-05-20?hq=sg", ".pdf")
    '/check/h20/cn/2025-05-20.pdf?hq=sg'
    """
    path, _, query = address.partition("?")
    return f"{path}{form}?{query}" if query else f"{path}{form}"


def said_at(call: Call, on: str) -> Json:
    """The words of the question that an address asks."""
    said = added(said_in(call.params))
    said["item"] = item_named(call.path["item"], call.site)
    said["to"], said["on"] = destination(call.path["to"]), on
    return said


def added(said: Json) -> Json:
    """The words with one fact more, where the form of a page says one.

    Raises:
        InputError: It is named without a value, or the other way round.
    """
    name, value = said.pop("add", None), said.pop("value", None)
    if (name is None) != (value is None):
        raise InputError("'add' and 'value' go together", "query", "give both, or neither")
    if name is None:
        return said
    if name in OWN_WORDS.values():
        said[name] = value
    else:
        said["given"] = {**said.get("given", {}), name: value}
    return said


def address_at(call: Call, said: Json) -> str:
    """The address of the answer to a question."""
    asked = call.site.reader().read(said)
    return address_of(asked, said, call.site) or ""


def asked_at(call: Call) -> str:
    """The address as it was asked for, without its language."""
    query = f"?{call.raw_query}" if call.raw_query else ""
    return call.raw_path.removeprefix(at(call.lang)) + query


def moved(call: Call, address: str, status: HTTPStatus = HTTPStatus.PERMANENT_REDIRECT) -> Reply:
    """A reply that leads to an address."""
    place = at(call.lang) + address
    return Reply(body=b"", media=TEXT, status=status, headers=(("Location", place),))


def whole(call: Call, address: str) -> str:
    """An address as it is reached from elsewhere."""
    return call.site.settings.reached + at(call.lang) + address
