"""`ecluse check`: shipments, each with one answer and one trace.

Belongs here: its options and its exit status. Does not: determining (determine), or how an answer
is printed (answer).
Always true: nothing is answered before every item is understood.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli.ending import status_of_answers
from ecluse.cli.options import CaseOptions, ItemName, SpeechOptions
from ecluse.cli.screen import print_blank, print_json
from ecluse.cli.session import Session
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.law.library import Library


def check(
    *items: ItemName,
    case: CaseOptions = CaseOptions(),
    strict: bool = False,
    interview: bool = False,
    from_: Annotated[Path | None, Parameter(name="--from")] = None,
    content: Path | None = None,
    out: Path | None = None,
    force: bool = False,
    speech: SpeechOptions = SpeechOptions(),
) -> int:
    """May ITEM ship there on that day, under which rule, by which license path, and why?

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined (one of several is
    enough), or a question of the interview is left.

    Args:
        items: Catalogue names or aliases ("H20", "HGX H20 8-GPU"), or YAML files with an item's
            own figures.
        strict: Take nothing for granted: what is left out is unknown, and after the last day on
            record nothing is freer than a license.
        interview: Ask for the one fact that decides most, then for the next, until no answer
            changes the verdict. Without a terminal, or with --json, the next question is printed
            as JSON. With --strict what is presumed is asked for too.
        from_: A file with one JSON object a line, each a question with these options as keys; - is
            standard input. The answers are printed as JSON, a line each, with the "id" of their
            question where it has one.
        content: A bill of materials (see `ecluse content`) that says what the item is made of, and
            so whether it is subject at all.
        out: Write a file note of the answer to sign: a page (.html), a PDF (.pdf, needs the extra
            `brief`), or data (.json).
        force: Replace a file that ecluse did not write.
    """
    if from_ is not None:
        if any((*items, content, out, interview)):
            mend = "leave out the items, --content, --out and --interview, or --from"
            raise InputError("the questions are those of the file", "--from", mend)
        from ecluse.cli.question_file import answer_file

        return answer_file(from_, case, speech.lang, strict=strict)
    if interview:
        return _interview(items, case, speech, content, out, strict=strict)
    session = Session.open(case)
    answers = _answers(items, session, content, strict=strict)
    if out is not None:
        read = [("the item", items[0]), ("its parts", None if content is None else str(content))]
        _write_note(answers, session.library, out, read, speech.lang, force=force)
    _print(answers, session.library, speech)
    return status_of_answers(*answers)


def _interview(
    items: tuple[str, ...],
    case: CaseOptions,
    speech: SpeechOptions,
    content: Path | None,
    out: Path | None,
    *,
    strict: bool,
) -> int:
    """Ask for what decides about one item."""
    from ecluse.cli.interview import Asking, interview

    for flag, path, what in (
        ("--content", content, "an interview takes no bill of materials"),
        ("--out", out, "an interview writes no note"),
    ):
        if path is not None:
            raise InputError(what, flag, "leave out one of the two")
    if len(items) != 1:
        what = "several items are named" if items else "no item is named"
        raise InputError(what, "command line", "an interview is about one item")
    session = Session.open(case)
    shipment = session.shipment(items[0], strict=strict)
    asking = Asking(
        item=items[0], session=session, shipment=shipment, law=session.law, speech=speech
    )
    return interview(asking)


def _answers(
    items: tuple[str, ...], session: Session, content: Path | None, *, strict: bool
) -> list[Determination]:
    """The answer for each item; nothing is answered before every item is understood."""
    if not items:
        raise InputError("no item is named", "command line", "name one, or give --from FILE.jsonl")
    cases = _cases(items, session, strict=strict)
    law, data = session.law, session.library
    if content is not None:
        from ecluse.content.findings import stating
        from ecluse.content.read_bill import read_bill

        if len(cases) > 1:
            raise InputError("a bill of materials is of one item", "--content", "name one item")
        cases = [stating(cases[0], read_bill(content, data), law, data)]
    return [determine(case, law, data) for case in cases]


def _cases(items: tuple[str, ...], session: Session, *, strict: bool) -> list[Shipment]:
    """The question for each item; all mistakes together, each once."""
    cases: list[Shipment] = []
    mistakes: list[EcluseError] = []
    for name in items:
        try:
            cases.append(session.shipment(name, strict=strict))
        except EcluseError as error:
            mistakes += error.mistakes
    raise_all(list({str(each): each for each in mistakes}.values()))
    return cases


def _write_note(
    answers: list[Determination],
    data: Library,
    out: Path,
    read: list[tuple[str, str | None]],
    lang: str,
    *,
    force: bool,
) -> None:
    from ecluse.cli.note import write_note
    from ecluse.cli.plot import files_of

    if len(answers) > 1:
        raise InputError("a file note is about one item", "--out", "name one item")
    write_note(answers[0], data, out, lang, files_of(read), force=force)


def _print(answers: list[Determination], data: Library, speech: SpeechOptions) -> None:
    """Text for people; under --json one object for one item, a list for several."""
    if speech.json:
        from ecluse.determine.answer import to_json

        rows = [to_json(answer, data, lang=speech.lang) for answer in answers]
        print_json(rows[0] if len(rows) == 1 else rows)
        return
    from ecluse.cli.answer import print_answer

    for place, answer in enumerate(answers):
        if place:
            print_blank()
        print_answer(answer, data, speech.lang)
