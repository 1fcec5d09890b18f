"""A file note: one determination as a page or as data, to be kept and signed.

Belongs here: the page, and the note around the answer. Does not: the answer's own keys (determine).
Always true: every text on the page is escaped; the page needs no script and nothing from elsewhere;
what the user wrote, a signature in a note of ours too, is never replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from ecluse.answers.plain import key, plain
from ecluse.cli.screen import json_text
from ecluse.determine.answer import to_json
from ecluse.determine.determination import Determination
from ecluse.determine.party_answer import listed_lines, screened_line
from ecluse.determine.remarks import country_name
from ecluse.determine.wording import answer, policy
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.outputs.staging import written
from ecluse.visible import visible
from ecluse.words.say import say

_Form = Callable[["FileNote", Determination, Library, str], bytes]
_STEPS = ("classify", "require", "except")
_CSS = """
body{font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif;color:#1d2327;background:#fff;
max-width:62rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem;
border-bottom:1px solid #b9c0c6;padding-bottom:.2rem}
.lead{font-size:1.15rem;font-weight:600}.dim{color:#4d565e;font-size:.86rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.22rem .7rem .22rem 0;overflow-wrap:anywhere}
th{font-weight:600}th[scope=row]{width:14rem}tbody tr:nth-child(even){background:#f6f8f9}
.sign{height:4.5rem;border-bottom:1px solid #1d2327;margin-top:1rem}
@media print{html{font-size:11.5px}body{margin:0;padding:0;max-width:none}h2{break-after:avoid}
tr,.keep{break-inside:avoid}@page{margin:16mm}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A place for who looked the determination over; empty when written.

    Args:
        name: Who signs.
        place: Where.
        on: The day, YYYY-MM-DD.
    """

    name: str = ""
    place: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """A determination to be kept on file.

    Args:
        question: What was asked: item, day, destination, parties, reading.
        determination: The whole answer with its trace, as `ecluse check --json` prints it.
        data_version: The digest of the data that answered.
        data_as_of: The day up to which the law was read, YYYY-MM-DD.
        signature: A place for who looked it over.
        digest: Of the file itself with zeros in this place; who changes the note makes it theirs.
    """

    SCHEMA: ClassVar[str] = "ecluse.note/1"

    question: dict[str, Any]
    determination: dict[str, Any]
    data_version: str
    data_as_of: str
    signature: Signature
    digest: str | None = key(optional=True, default=None)


_ASKED = (
    *("item", "on", "known", "reading", "destination", "headquarters"),
    *("parent_headquarters", "exporter", "strict"),
)


def write_note(
    found: Determination,
    library: Library,
    path: Path,
    lang: str,
    read: Sequence[tuple[str, Path]] = (),
    *,
    force: bool = False,
) -> None:
    """Write a note of a determination, all of it or nothing.

    Args:
        read: What the command reads, in words and by its place: the note never replaces that.
        force: Replace a file that ecluse did not write.

    Raises:
        InputError: The name has no form of a note, or a file of the user's is there.
    """
    form = path.suffix.lower()
    if form not in _FORMS:
        mend = "give a name that ends in .html, .pdf or .json"
        raise InputError(f"cannot write '{path.name}'", "--out", mend)
    check_outputs([Output(option="out", path=path)], read, force=force)
    note = note_of(found, library, lang)
    content = _FORMS[form](note, found, library, lang)
    with written(path, force=force) as part:
        part.write_bytes(content)


def note_of(found: Determination, library: Library, lang: str) -> FileNote:
    """The note of a determination."""
    data = to_json(found, library, lang=lang)
    return FileNote(
        question={key: data[key] for key in _ASKED},
        determination=data,
        data_version=data["data_version"],
        data_as_of=data["data_as_of"],
        signature=Signature(),
        digest=OPEN,
    )


def page(note: FileNote, found: Determination, library: Library, lang: str) -> str:
    """The note as a page that prints well."""
    told = _shown(note, found, library, lang)
    title = escape(told["title"])
    parts = [
        "<!doctype html>",
        f'<html lang="{lang}"><head><meta charset="utf-8">',
        f'<meta name="generator" content="{WRITTEN}"><meta name="digest" content="{OPEN}">',
        f"<title>{title}</title><style>{_CSS}</style></head><body>",
        f'<main><p class="dim">{escape(told["heading"])}</p><h1>{title}</h1>',
        _heading(told["question_heading"]),
        _facts(told["question"]),
        _heading(told["answer_heading"]),
        f'<p class="lead">{escape(told["verdict"])}</p>',
        _facts(told["answer"]),
        _heading(told["rests_heading"]),
        _trace(told["rests_heads"], told["rests"]),
        _heading(told["data_heading"]),
        _facts(told["data"]),
        f'<p class="dim">{escape(told["disclaimer"])}</p>',
        f'<section class="keep">{_heading(told["signature_heading"])}',
        f'<div class="sign"></div><p class="dim">{escape(told["signed"])}</p></section>',
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def pdf(note: FileNote, found: Determination, library: Library, lang: str) -> bytes:
    """The note as a tagged PDF with the content of the page; needs the extra `brief`."""
    from ecluse.brief.to_pdf import typeset

    return typeset("note", _shown(note, found, library, lang))


def _shown(note: FileNote, found: Determination, library: Library, lang: str) -> dict[str, Any]:
    """What stands on the page, as texts under headings."""
    data = note.determination
    to = country_name(str(data["destination"]), library, lang)
    verdict = [answer(found.answer, lang), policy(data["review_policy"], lang)]
    return _headings(lang) | {
        "title": visible(say("note.title", lang, item=data["item"], to=to)),
        "question": _told(_question_rows(note, to, lang) + _party_rows(found, lang)),
        "verdict": visible(" · ".join(part for part in verdict if part)),
        "answer": _told(_answer_rows(data, lang)),
        "rests": [list(map(visible, row)) for row in _found_rows(data["trace"], lang)],
        "data": _told(_data_rows(note, lang)),
        "disclaimer": visible(data["disclaimer"]),
    }


def _headings(lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "heading": say("note.heading", lang),
        "question_heading": say("note.question", lang),
        "answer_heading": say("note.answer", lang),
        "rests_heading": say("note.rests on", lang),
        "rests_heads": [say(f"note.{key}", lang) for key in _HEADS],
        "data_heading": say("note.data", lang),
        "signature_heading": say("note.signature", lang),
        "signed": say("note.signed", lang),
    }


def _told(rows: Iterable[tuple[str, object]]) -> list[dict[str, Any]]:
    """Names and lines, those without any left out."""
    listed = ((name, value if isinstance(value, list | tuple) else [value]) for name, value in rows)
    return [
        {"name": name, "lines": [visible(str(line)) for line in lines if line not in (None, "")]}
        for name, lines in listed
        if any(line not in (None, "") for line in lines)
    ]


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _facts(rows: Iterable[Mapping[str, Any]]) -> str:
    """Names and lines as a table."""
    lines = (
        f'<tr><th scope="row">{escape(row["name"])}</th>'
        f"<td>{'<br>'.join(map(escape, row['lines']))}</td></tr>"
        for row in rows
    )
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def _question_rows(note: FileNote, to: str, lang: str) -> list[tuple[str, object]]:
    asked = note.question
    return [
        (say("note.item", lang), asked["item"]),
        (say("note.on", lang), asked["on"]),
        (say("note.to", lang), to),
        (say("note.headquarters", lang), asked["headquarters"]),
        (say("note.exporter", lang), asked["exporter"]),
        (say("note.reading", lang), say(f"reading.{asked['reading']}", lang)),
        (say("note.known", lang), asked["known"]),
    ]


def _party_rows(found: Determination, lang: str) -> list[tuple[str, object]]:
    """The parties as they were named, whom they are taken for, and the lists of which days."""
    parties = found.shipment.parties
    named = [
        (say(f"parties.{party.role.value if party.role else 'party'}", lang), party.name)
        for party in (parties.named if parties else ())
    ]
    return [
        *named,
        (say("parties.note", lang), listed_lines(found, lang)),
        (say("parties.note screened", lang), screened_line(found, lang)),
    ]


def _answer_rows(data: Mapping[str, Any], lang: str) -> list[tuple[str, object]]:
    required = [f"{row['provision']} ({row['citation']})" for row in data["requirements"]]
    return [
        (say("note.provided", lang), data["provided"]),
        (say("note.classification", lang), data["classification"] or say("note.none", lang)),
        (say("note.requirements", lang), required or say("note.none", lang)),
        (say("note.duties", lang), data["duties"]),
        (say("note.needs", lang), data["needs"]),
        (say("note.red flags", lang), data["red_flags"]),
        (say("note.assumptions", lang), data["assumptions"]),
    ]


def _data_rows(note: FileNote, lang: str) -> list[tuple[str, object]]:
    changed = note.determination["data_modified"]
    modified = f" ({say('note.modified', lang)})" if changed else ""
    return [
        (say("note.version", lang), f"{note.data_version}{modified}"),
        (say("note.as of", lang), note.data_as_of),
    ]


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _found_rows(trace: Mapping[str, Any], lang: str) -> list[tuple[str, ...]]:
    """The provisions that were looked at and do not fail: name, truth, condition, source."""
    return [
        (
            row["provision"],
            say(f"truth.{row['truth']}", lang),
            row["words"] or "",
            row["citation"],
        )
        for step in _STEPS
        for row in trace[step]
        if row["truth"] != "false"
    ]


def _trace(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """The provisions that were looked at, each with its condition, truth and source."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(map(_row, rows))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_HEADS = ("provision", "truth", "condition", "source")


def _sealed_page(note: FileNote, found: Determination, library: Library, lang: str) -> bytes:
    return with_digest(page(note, found, library, lang)).encode()


def _sealed_data(note: FileNote, _: Determination, __: Library, ___: str) -> bytes:
    return with_digest(json_text(plain(note))).encode()


_FORMS: dict[str, _Form] = {".html": _sealed_page, ".json": _sealed_data, ".pdf": pdf}
