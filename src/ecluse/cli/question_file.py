"""`ecluse check --from`: questions of a program, one JSON object a line, and their answers.

Belongs here: reading the lines, and answering them in order. Does not: what a word of a question
means (determine), or the form of an answer.
Always true: nothing is answered before every line is understood; an item is a catalogue name, for
no line opens a file; what is held in memory does not grow with the file.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from ecluse.cli.ending import ANSWERED, UNDETERMINED
from ecluse.cli.options import CaseOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.screen import print_json
from ecluse.cli.session import (
    clearances_of,
    library,
    pairs_of,
    register_of,
    said_of,
    with_owners,
)
from ecluse.determine.answer import answer_of
from ecluse.determine.decide import determine
from ecluse.determine.question_object import LONGEST, Defaults, QuestionReader, object_of
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, InputError, raise_all

_MOST_MISTAKES = 1_000  # whoever mends these sees the next
_STEP = 100  # lines between two looks at the progress


def _defaults_of(case: CaseOptions, *, strict: bool) -> Defaults:
    """What the options of the command say where a line leaves a word out."""
    said: dict[str, Any] = said_of(case.shipment) | said_of(case.law)
    said |= {"strict": strict, "given": pairs_of(case.shipment.given)}
    if case.on is not None:
        said["on"] = case.on
    scenario = said.pop("scenario", None)  # of a command it may be a file
    return Defaults(
        today=date.today(),  # noqa: DTZ011  the user's own day
        said=said,
        register=register_of(scenario, library()),
        clearances=clearances_of(case.shipment.cleared),
    )


def answer_file(path: Path, case: CaseOptions, lang: str, *, strict: bool) -> int:
    """Print the answer to each line of a file as JSON, a line each; the exit status.

    Args:
        case: What is asked where a line leaves it out, and the files that are read besides.

    Raises:
        InputError, SeveralErrors: The file cannot be read, or lines of it are not understood.
    """
    defaults = _defaults_of(case, strict=strict)
    reader = QuestionReader(with_owners(library(), case.shipment.owners, None), defaults)
    undetermined = False
    with _rewindable(path) as file, ProgressBar(lang) as bar:
        count = _check(reader, file, path.name, bar)
        file.seek(0)
        for place, line in enumerate(_lines(file, path.name)):
            asked = reader.read(object_of(line.text, line.where), line.where)
            answer = determine(asked.shipment, asked.law, reader.library)
            data = replace(answer_of(answer, reader.library, lang=lang), id=asked.id)
            print_json(data, one_line=True)
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
    while text := file.readline(LONGEST + 1):
        number += 1
        if text.strip():
            yield QuestionLine(where=f"{name}:{number}", text=text)
        while len(text) > LONGEST and not text.endswith(b"\n"):  # the rest of a line too long
            text = file.readline(LONGEST + 1)


def _check(reader: QuestionReader, file: IO[bytes], name: str, bar: ProgressBar) -> int:
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
            reader.read(object_of(line.text, line.where), line.where)
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
