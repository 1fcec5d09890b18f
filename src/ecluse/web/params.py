"""The parameters of a request: what is not understood is refused.

Belongs here: which words an endpoint takes, and reading them from a query. Does not: what a word
means (determine).
Always true: an unknown, misspelt, repeated or empty parameter is an error, for one that is dropped
in silence may turn a license into none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from ecluse.determine.question import OWN_WORDS
from ecluse.errors import EcluseError, InputError, NearNames, near, raise_all

LONGEST = 1_000  # characters of a value
MOST = 64  # parameters of a request
Said = Mapping[str, Any]  # the words of a request by their names
Json = dict[str, Any]  # an object, as JSON has it
Pairs = list[tuple[str, str]]  # names or words with what they mean, in their order


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of an endpoint.

    Args:
        about: What it says, for the API's own description.
        values: The words that it may be; anything where empty.
        form: A JSON Schema format, such as date.
        family: `name` is a beginning, as `given.` of `given.datacenter`.
        several: It may be said several times.
        longest: Characters of a value.
    """

    name: str
    about: str
    _: KW_ONLY
    values: tuple[str, ...] = ()
    form: str | None = None
    example: str | None = None
    required: bool = False
    family: bool = False
    several: bool = False
    longest: int = LONGEST

    @property
    def schema(self) -> Json:
        """Its JSON Schema."""
        text: Json = {"type": "string", "minLength": 1, "maxLength": self.longest}
        if self.values:
            text = {"type": "string", "enum": list(self.values)}
        elif self.form is not None:
            text = {"type": "string", "format": self.form}
        return {"type": "array", "items": text} if self.several else text

    @property
    def described(self) -> Json:
        """Its JSON Schema, and what it says."""
        return self.schema | {"description": self.about}


def read_query(query: bytes, takes: Sequence[Param]) -> Json:
    """The parameters of a raw query; of a family, an object by the rest of each name.

    Raises:
        InputError, SeveralErrors: All that is not understood, or is missing.
    """
    return _read(_pairs(query), takes, [param for param in takes if param.family])


def read_form(body: bytes, takes: Sequence[Param], beside: Sequence[Param]) -> Json:
    """The parameters that a form of a page sends.

    Args:
        beside: What it takes besides, and what may be left blank.
    """
    blank = {f"{param.name}=".encode() for param in beside}
    said = b"&".join(pair for pair in body.split(b"&") if pair not in blank)
    return read_query(said, (*takes, *beside))


def read_words(said: Said, takes: Sequence[Param]) -> Json:
    """The parameters that an object says, as `read_query` reads them of a query.

    Raises:
        InputError, SeveralErrors: All that is not understood, or is missing.
    """
    return _read(said.items(), takes, ())


def _read(
    pairs: Iterable[tuple[str, object]], takes: Sequence[Param], families: Sequence[Param]
) -> Json:
    found: Json = {}
    mistakes: list[EcluseError] = []
    by_name = {param.name: param for param in takes}
    for name, value in pairs:
        try:
            if not isinstance(value, str):
                raise InputError(f"'{name}' is no text", name, "give text")
            _put(found, name, value, by_name, families)
        except EcluseError as error:
            mistakes.extend(error.mistakes)
    raise_all([*mistakes, *_missing(takes, found, mistakes)])
    return found


def _missing(
    takes: Sequence[Param], found: Said, mistakes: Sequence[EcluseError]
) -> list[EcluseError]:
    """Each parameter that must be there, is not, and was not told of yet."""
    told = {mistake.where for mistake in mistakes}
    return [
        InputError(f"there is no '{param.name}'", param.name, f"give {_wanted(param)}")
        for param in takes
        if param.required and param.name not in found and param.name not in told
    ]


def _put(
    found: Json,
    name: str,
    value: str,
    by_name: Mapping[str, Param],
    families: Sequence[Param],
) -> None:
    """Put one parameter among those found.

    Raises:
        InputError: It is unknown, empty, too long, said before, or none of its words.
    """
    param = by_name.get(name)
    if param is not None and not param.family:
        _check(param, name, value)
        if param.several:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise InputError(f"'{name}' is said twice", name, "say it once")
        else:
            found[name] = value
        return
    for family in families:
        rest = name.removeprefix(family.name)
        if rest and rest != name:
            _check(family, name, value)
            inner = found.setdefault(family.name.rstrip("."), {})
            if rest in inner:
                raise InputError(f"'{name}' is said twice", name, "say it once")
            inner[rest] = value
            return
    raise InputError(f"unknown parameter '{name}'", name, meant(name, list(by_name)))


def meant(name: str, names: Sequence[str]) -> str:
    """How to mend a name that is none of these: what is near, the word for a fact, or all."""
    own = OWN_WORDS.get(name, name)
    words = near(name, names) or NearNames([own] if own in names else [])
    return words or (f"it takes {', '.join(names)}" if names else "it takes none")


def _check(param: Param, name: str, value: str) -> None:
    if not value.strip():
        raise InputError(f"'{name}' is empty", name, "write a word, or leave it out")
    if len(value) > param.longest:
        what = f"'{name}' has {len(value):,} characters"
        raise InputError(what, name, f"give at most {param.longest:,}")
    if param.values and value not in param.values:
        mend = near(value, param.values) or f"give {' or '.join(param.values)}"
        raise InputError(f"'{name}' cannot be '{value}'", name, mend)


def _wanted(param: Param) -> str:
    return f"{param.name}={param.example}" if param.example else f"{param.name}=…"


def _pairs(query: bytes) -> Pairs:
    """The names and values of a query as they were sent.

    Raises:
        InputError: There are very many, or one is no text.
    """
    if not query:
        return []
    parts = query.split(b"&")
    if len(parts) > MOST:
        what = f"there are {len(parts):,} parameters"
        raise InputError(what, "query", f"give at most {MOST}")
    return [(_text(name), _text(value)) for name, _, value in (p.partition(b"=") for p in parts)]


def _text(sent: bytes) -> str:
    try:
        text = unquote_to_bytes(sent.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        mend = "write it in UTF-8, percent-encoded"
        raise InputError("a parameter is no text", "query", mend) from error
    if "\x00" in text:
        raise InputError("a parameter holds a character of no text", "query", "leave it out")
    return text
