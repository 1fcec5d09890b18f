"""`ecluse check --from`: questions of a program, one JSON object a line, and their answers.

Belongs here: reading the lines, and answering them in order. Does not: what a word of a question
means (determine), or the form of an answer.
Always true: nothing is answered before every line is understood; an item is a catalogue name, for
no line opens a file; what is held in memory does not grow with the file.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from ecluse.answers.plain import plain
from ecluse.cli.ending import ANSWERED, UNDETERMINED
from ecluse.cli.options import LawOptions, ShipmentOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.screen import print_json
from ecluse.cli.session import day_of, law_of, library, pairs_of, words_of
from ecluse.determine import question
from ecluse.determine.answer import answer_of
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.json_object import RepeatedKeyError, read_json
from ecluse.facts.reader import as_path
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.screening.party import Role

_LONGEST = 64_000  # bytes of a line
_MOST_DIGITS = 4_000  # of a whole number; Python itself refuses a few more
_MOST_MISTAKES = 1_000  # whoever mends these sees the next
_LAWS = 64  # days, readings and scenarios of which the law is kept
_STEP = 100  # lines between two looks at the progress
_OF_THE_LAW = frozenset(field.name for field in fields(LawOptions))
_OF_PARTIES = frozenset(role.value for role in Role)
# No line opens a file: clearances are those of the command.
_OF_THE_SHIPMENT = frozenset(field.name for field in fields(ShipmentOptions)) - {"given", "cleared"}
_KEYS = ("id", "item", "on", "strict", "given", *sorted(_OF_THE_SHIPMENT | _OF_THE_LAW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a line that leaves a word out is asked with."""

    on: str | None
    shipment: ShipmentOptions
    law: LawOptions
    strict: bool


def answer_file(path: Path, defaults: Defaults, lang: str) -> int:
    """Print the answer to each line of a file as JSON, a line each; the exit status.

    Raises:
        InputError, SeveralErrors: The file cannot be read, or lines of it are not understood.
    """
    reader = _QuestionReader(library(), defaults)
    undetermined = False
    with _rewindable(path) as file, ProgressBar(lang) as bar:
        count = _check(reader, file, path.name, bar)
        file.seek(0)
        for place, line in enumerate(_lines(file, path.name)):
            asked = reader.question(line)
            answer = determine(asked.shipment, asked.law, reader.library)
            data = replace(answer_of(answer, reader.library, lang=lang), id=asked.id)
            print_json(plain(data), one_line=True)
            undetermined = undetermined or answer.outcome is Outcome.UNDETERMINED
            if place % _STEP == 0:
                bar.tell("answer", place, count)
    return UNDETERMINED if undetermined else ANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A line of the file that is not blank.

    Args:
        where: The file's name and the line's number.
    """

    where: str
    text: bytes


def _lines(file: IO[bytes], name: str) -> Iterator[QuestionLine]:
    number = 0
    while text := file.readline(_LONGEST + 1):
        number += 1
        if text.strip():
            yield QuestionLine(where=f"{name}:{number}", text=text)
        while len(text) > _LONGEST and not text.endswith(b"\n"):  # the rest of a line too long
            text = file.readline(_LONGEST + 1)


def _check(reader: _QuestionReader, file: IO[bytes], name: str, bar: ProgressBar) -> int:
    """Read every line once; how many there are.

    Raises:
        InputError, SeveralErrors: Lines are not understood; of very many, the first thousand; or
            no line asks anything.
    """
    mistakes: list[EcluseError] = []
    count = 0
    for line in _lines(file, name):
        count += 1
        try:
            reader.question(line)
        except EcluseError as error:
            mistakes.extend(error.mistakes)
        if len(mistakes) >= _MOST_MISTAKES:
            break
        if count % _STEP == 0:
            bar.tell("check", count, None)
    raise_all(mistakes)
    if not count:
        raise InputError("there is no question in it", name, 'write lines such as {"item": "H20"}')
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a line asks.

    Args:
        id: What the line calls itself; its answer carries the same.
    """

    id: str | None
    shipment: Shipment
    law: Law


class _QuestionReader:
    """From a line to a checked question and the law that it asks; laws are kept, least used go."""

    def __init__(self, library: Library, defaults: Defaults) -> None:
        self.library = library
        self._defaults = defaults
        self._law = lru_cache(_LAWS)(self._law_of)

    def question(self, line: QuestionLine) -> Question:
        """The question of a line.

        Raises:
            InputError, SeveralErrors: It is not understood.
        """
        words = _object(line)
        options = self._defaults
        chosen = _chosen(words, _OF_THE_SHIPMENT)
        for role in _OF_PARTIES & chosen.keys():  # one name, or a list of them
            chosen[role] = [chosen[role]] if isinstance(chosen[role], str) else chosen[role]
        shipment = replace(options.shipment, **chosen)
        law = replace(options.law, **_chosen(words, _OF_THE_LAW))
        in_force = _placed(line.where, self._law, words.get("on", options.on), law)
        case = words_of(
            self.library.catalogue.get(_item(words, line.where), f"{line.where} item"),
            in_force.on,
            shipment,
            pairs_of(shipment.given or ()) | _given(words.get("given", {}), line.where),
            named=lambda word: f"{line.where} {word}",
            strict=words.get("strict", options.strict),
        )
        shipment_asked = question.question(case, self.library)
        return Question(id=words.get("id"), shipment=shipment_asked, law=in_force)

    def _law_of(self, on: str | None, options: LawOptions) -> Law:
        return law_of(day_of(on, self.library, "on"), options, self.library)


def _chosen(words: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: words[name] for name in names if name in words}


def _placed(where: str, law_of: Any, on: str | None, options: LawOptions) -> Law:
    """The law of a line; an error says in which line."""
    try:
        law: Law = law_of(on, options)
    except EcluseError as error:
        place = f"{where} {error.where.removeprefix('--')}"
        raise type(error)(error.what, place, error.mend, error.near) from error
    return law


def _object(line: QuestionLine) -> dict[str, Any]:
    """The object of a line.

    Raises:
        InputError, SeveralErrors: It is none, or has keys or values that no question has.
    """
    if len(line.text) > _LONGEST:
        raise InputError("the line is too long", line.where, f"give at most {_LONGEST:,} bytes")
    try:
        words = read_json(line.text, parse_float=Decimal, parse_int=_whole)
    except RepeatedKeyError as error:
        raise InputError(str(error), line.where, "keep one of the two") from error
    except OverflowError as error:
        what = f"a number has more than {_MOST_DIGITS:,} digits"
        raise InputError(what, line.where, "write a shorter one") from error
    except (ValueError, RecursionError) as error:
        raise InputError("the line is no JSON", line.where, "write one JSON object") from error
    if not isinstance(words, Mapping):
        raise InputError("the line is no JSON object", line.where, 'write {"item": "H20", …}')
    raise_all([_unfit(key, words[key], line.where) for key in words if not _fits(key, words[key])])
    return {key: value for key, value in words.items() if value is not None}


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise OverflowError(text[:1])
    return int(text)


def _fits(key: str, value: object) -> bool:
    if value is None:  # as if the key were left out
        return key in _KEYS
    if key == "given":
        return isinstance(value, Mapping)
    if key == "strict":
        return isinstance(value, bool)
    if key == "scenario":
        return isinstance(value, str) and bool(value.strip()) and as_path(value) is None
    if key in _OF_PARTIES and isinstance(value, list):
        return bool(value) and all(isinstance(name, str) and name.strip() for name in value)
    if key == "quantity" and isinstance(value, int):
        return not isinstance(value, bool)
    return key in _KEYS and isinstance(value, str) and bool(value.strip())


def _unfit(key: str, value: object, where: str) -> InputError:
    if key not in _KEYS:
        mend = near(key, _KEYS) or f"the keys are {', '.join(_KEYS)}"
        return InputError(f"unknown key '{key}'", where, mend)
    if isinstance(value, str) and not value.strip():
        return InputError(f"'{key}' is empty", f"{where} {key}", "write a word, or leave it out")
    wanted = {
        "given": "an object",
        "strict": "true or false",
        "quantity": "a whole number without a decimal point",
        "scenario": "the name of a shipped scenario",
    }
    shown = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    what = f"'{key}' cannot be {shown[:40]}"
    return InputError(what, f"{where} {key}", f"give {wanted.get(key, 'text')}")


def _item(words: Mapping[str, Any], where: str) -> str:
    if "item" not in words:
        raise InputError("there is no item", where, 'write {"item": "H20", …}')
    item: str = words["item"]
    return item


def _given(facts: Mapping[str, object], where: str) -> dict[str, str]:
    """Further facts as text, as `--given` takes them."""
    errors = [
        InputError(f"'{name}' is neither text, a number nor a truth", where, "give one of them")
        for name, value in facts.items()
        if not isinstance(value, str | bool | int | Decimal)
    ]
    raise_all(errors)
    truths = {True: "yes", False: "no"}
    return {
        name: truths[value] if isinstance(value, bool) else str(value)
        for name, value in facts.items()
    }


@contextmanager
def _rewindable(path: Path) -> Iterator[IO[bytes]]:
    """The file, open to be read twice; what comes through a pipe is put on the disk first."""
    try:
        opened = path.open("rb")
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", str(path), "check the path"
        ) from error
    with opened as file:
        if file.seekable():
            yield file
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy
