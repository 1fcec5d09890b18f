"""The process that answers one book: `python -m ecluse.web.jobs.child FOLDER`.

Belongs here: its limits, reading what is asked, and telling how far it is. Does not: answering
(orders), or starting the process (desk).
Always true: it opens the book of its folder, writes into its folder and nowhere else, and ends when
the server does; memory, time and the size of a file are limited by the system before the book is
opened.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import ecluse
from ecluse.answers.error import error_of
from ecluse.answers.plain import plain
from ecluse.determine import question
from ecluse.errors import EcluseError, InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.law.release import open_release
from ecluse.orders.tally import BookReport
from ecluse.tables.halfway import one_line
from ecluse.web.params import Json

ASKED, ERROR, SUMMARY, REPORT, PAGE = (
    "asked.json",
    "error.json",
    "summary.json",
    "report.json",
    "report.html",
)
LANGS = ("en", "fr")
_ENDS_WITH_SERVER = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildTask:
    """What a child is to do.

    Args:
        data: The folder of the data that answer.
        book, result: Names of files in the child's folder.
        called, result_called: What whoever sent the book calls it, and what they call the result.
        on, known, since: Days, where they are said.
        memory_bytes, cpu_s, file_bytes: The limits of the process.
    """

    data: str
    book: str
    result: str
    called: str
    result_called: str
    today: str
    lang: str
    reading: str
    on: str | None = None
    known: str | None = None
    since: str | None = None
    scenario: str | None = None
    strict: bool = False
    screen: bool = True
    columns: str | None = None
    encoding: str | None = None
    memory_bytes: int
    cpu_s: int
    file_bytes: int

    def write(self, folder: Path) -> None:
        """Write it where the child reads it."""
        (folder / ASKED).write_text(json.dumps(asdict(self)), encoding="utf-8")


def main() -> int:
    """Answer the book of the folder that is named; 0 where it was."""
    folder = Path(sys.argv[1])
    os.nice(10)  # people who wait for a page come first
    threading.Thread(target=_end_with_server, daemon=True).start()
    task = ChildTask(**json.loads((folder / ASKED).read_text(encoding="utf-8")))
    _limit(task)
    try:
        answer(task, folder)
    except EcluseError as error:
        told = error
    except MemoryError:
        what = "the book needs more memory than a book is given here"
        told = InputError(what, task.called, "split it, or run `ecluse orders` on your machine")
    else:
        return 0
    text = json.dumps(plain(error_of(told)), ensure_ascii=False)
    for ours, theirs in ((str(folder / task.book), task.called), (f"{folder}/", "")):
        text = text.replace(json.dumps(ours, ensure_ascii=False)[1:-1], json.dumps(theirs)[1:-1])
    (folder / ERROR).write_text(text, encoding="utf-8")
    return 2


def answer(task: ChildTask, folder: Path) -> None:
    """Answer every line of the book, and write the result and its summary.

    Raises:
        EcluseError: What is wrong with the book or with what is asked.
    """
    from ecluse.orders.book import run_orders

    library = open_release(Path(task.data)).library
    with one_line(task.called):
        made = run_orders(
            folder / task.book,
            out=folder / task.result,
            out_said=task.result_called,
            library=library,
            register=_register(task, library),
            reading=Reading(task.reading),
            lang=task.lang,
            strict=task.strict,
            columns=_columns(task),
            encoding=task.encoding,
            progress=_tell,
            **_days(task, library),
            **_screening(task, library),
        )
        _write(task, folder, replace(made, source=task.called))


def _write(task: ChildTask, folder: Path, made: BookReport) -> None:
    """Write what came of the book: for programs, for the page in both languages, and to print."""
    from ecluse.orders.report import sections
    from ecluse.orders.report_head import basis, headline, mapping
    from ecluse.orders.report_html import write_report

    shown = {
        lang: {
            "headline": headline(made, lang),
            "sections": [_section(section) for section in sections(made, lang)],
            "how": [mapping(made, lang), *made.notes, basis(made, lang), made.disclaimer],
        }
        for lang in LANGS
    }
    (folder / SUMMARY).write_text(json.dumps({"lines": made.lines_out, **shown}), encoding="utf-8")
    (folder / REPORT).write_text(
        json.dumps(plain(made) | {"engine": ecluse.__version__}), encoding="utf-8"
    )
    write_report(made, folder / PAGE, lang=task.lang)


def _section(section: Any) -> Json:
    data = asdict(section)
    headings = enumerate(section.headings)
    data["places"] = [place for place, heading in headings if heading in section.numbers]
    del data["numbers"]
    del data["on_paper"]
    return data


def _register(task: ChildTask, library: Library) -> Register:
    if task.scenario is None:
        return library.register
    from ecluse.law.scenario import applied, read_scenario

    return applied(read_scenario(task.scenario, library, where="scenario"), library.register)


def _days(task: ChildTask, library: Library) -> dict[str, date]:
    said = {"on": task.on, "known": task.known, "since": task.since}
    return {name: question.day_from(text, library, name) for name, text in said.items() if text}


def _columns(task: ChildTask) -> Mapping[str, str]:
    from ecluse.orders.column_pairs import read_pairs

    return read_pairs(task.columns)


def _screening(task: ChildTask, library: Library) -> Json:
    if not task.screen:
        return {"screen": False}
    from ecluse.orders.list_screens import screens_of

    return {
        "screens": screens_of(library, None, strict=task.strict),
        "screened_on": date.fromisoformat(task.today),
    }


def _tell(stage: str, done: int, total: int | None) -> None:
    """Tell the server how far it is: a JSON object a line."""
    sys.stdout.write(json.dumps({"stage": stage, "done": done, "total": total}) + "\n")
    sys.stdout.flush()


def _limit(task: ChildTask) -> None:
    """Have the system hold this process to its limits."""
    for kind, most, grace in (
        (resource.RLIMIT_AS, task.memory_bytes, 0),
        (resource.RLIMIT_CPU, task.cpu_s, 5),  # the first limit is told apart from a kill
        (resource.RLIMIT_FSIZE, task.file_bytes, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hard = resource.getrlimit(kind)
        last = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
        resource.setrlimit(kind, (min(most, last), last))


def _end_with_server() -> None:
    """End as soon as the server does: it holds the other end of standard input."""
    while os.read(0, 1024):
        pass
    os._exit(_ENDS_WITH_SERVER)


if __name__ == "__main__":
    sys.exit(main())
