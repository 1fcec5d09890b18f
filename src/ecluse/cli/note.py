"""A file note: one determination as a page or as data, to be kept and signed.

Belongs here: the page, and the note around the answer. Does not: the answer's own keys (determine).
Always true: every text on the page is escaped; the page needs no script and nothing from elsewhere;
what the user wrote, a signature in a note of ours too, is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from ecluse.answers.plain import key, plain
from ecluse.cli.screen import json_text
from ecluse.determine.answer import to_json
from ecluse.determine.determination import Determination
from ecluse.determine.party_answer import listed_lines, screened_line
from ecluse.determine.remarks import country_name
from ecluse.determine.said import said_facts, said_parties
from ecluse.determine.told import PieceKind, Told, joined, told
from ecluse.determine.told_figures import told_figures
from ecluse.determine.wording import called, fact_line
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.outputs.staging import written
from ecluse.visible import visible
from ecluse.words.say import cited_in, say, when

_FORMS = (".html", ".pdf", ".json")
_HEADS = ("provision", "truth", "condition", "source")
_TEXTS = {  # what stands on the page whatever the answer, by the keys of the words
    "heading": "heading",
    "question_heading": "question",
    "answer_heading": "answer",
    "rests_heading": "rests on",
    "data_heading": "data",
    "signature_heading": "signature",
    "signed": "signed",
}
_Row = tuple[str, object]  # the key of its name, and its lines
# Of the headline, what has rows of its own.
_BELOW: tuple[PieceKind, ...] = ("provided", "presumed", "weak")
_STEPS = ("classify", "require", "except")
_CSS = """
body{font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif;color:#1d2327;background:#fff;
max-width:62rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem;
border-bottom:1px solid #b9c0c6;padding-bottom:.2rem}
.lead{font-size:1.15rem;font-weight:600}.dim{color:#4d565e;font-size:.86rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.22rem .7rem .22rem 0;overflow-wrap:anywhere}
th{font-weight:600}th[scope=row]{width:14rem}thead th,thead+tbody td{overflow-wrap:break-word}
tbody tr:nth-child(even){background:#f6f8f9}
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
        question: What was asked: item, day, destination, law, every fact that was said (`given`)
            and the parties as they were named.
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
    *("item", "on", "known", "reading", "scenario", "destination", "headquarters"),
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
    content = _content(form, found, library, lang)
    with written(path, force=force) as part:
        part.write_bytes(content)


def note_of(found: Determination, library: Library, lang: str) -> FileNote:
    """The note of a determination."""
    data = to_json(found, library, lang=lang)
    asked = {key: data[key] for key in _ASKED} | {"given": said_facts(found.shipment)}
    if parties := said_parties(found.shipment):
        asked["parties"] = parties
    return FileNote(
        question=asked,
        determination=data,
        data_version=data["data_version"],
        data_as_of=data["data_as_of"],
        signature=Signature(),
        digest=OPEN,
    )


def _content(form: str, found: Determination, library: Library, lang: str) -> bytes:
    """A note as its file holds it; a tagged PDF needs the extra `brief`."""
    note = note_of(found, library, lang)
    if form == ".json":
        return with_digest(json_text(plain(note))).encode()
    shown = _shown(note, found, library, lang)
    if form == ".html":
        return with_digest(_page(shown)).encode()
    from ecluse.brief.to_pdf import typeset

    return typeset("note", shown)


def _page(told: Mapping[str, Any]) -> str:
    """The note as a page that prints well."""
    title = escape(told["title"])
    parts = [
        "<!doctype html>",
        f'<html lang="{told["lang"]}"><head><meta charset="utf-8">',
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


def _shown(note: FileNote, found: Determination, library: Library, lang: str) -> dict[str, Any]:
    """What stands on the page, as texts under headings."""
    data = note.determination
    told_as = told(found, library, lang)
    to = country_name(str(data["destination"]), library, lang)
    asked = [
        *_question_rows(note, to, library, lang),
        *_party_rows(found, lang),
        *_figure_rows(found, library, lang),
    ]
    return {key: say(f"note.{word}", lang) for key, word in _TEXTS.items()} | {
        "lang": lang,
        "title": visible(say("note.title", lang, item=data["item"], to=to)),
        "question": _told(asked, lang),
        "verdict": _lead(told_as),
        "answer": _told(_answer_rows(data, told_as, lang), lang),
        "rests": [list(map(visible, row)) for row in _found_rows(data["trace"], lang)],
        "rests_heads": [say(f"note.{key}", lang) for key in _HEADS],
        "data": _told(_data_rows(note, lang), lang),
        "disclaimer": visible(data["disclaimer"]),
    }


def _lead(shown: Told) -> str:
    """The answer with what qualifies it, but for that which has rows of its own."""
    parts = (joined(piece) for piece in shown.headline if piece.kind not in _BELOW)
    return visible("".join(parts))


def _told(rows: Iterable[_Row], lang: str) -> list[dict[str, Any]]:
    """Rows with their names in words and their lines; those without any are left out."""
    told = []
    for name, value in rows:
        lines = value if isinstance(value, list | tuple) else [value]
        texts = [visible(str(line)) for line in lines if line not in (None, "")]
        if texts:
            told.append({"name": say(name, lang), "lines": texts})
    return told


def _question_rows(note: FileNote, to: str, library: Library, lang: str) -> list[_Row]:
    asked = note.question
    said = ((fact_line(name, library, lang), text) for name, text in asked["given"].items())
    given = [say("note.pair", lang, *pair) for pair in said]
    seat = asked["headquarters"]
    return [
        ("note.item", asked["item"]),
        ("note.on", _day(asked["on"], lang)),
        ("note.to", to),
        ("note.headquarters", seat and country_name(seat, library, lang)),
        ("note.exporter", asked["exporter"]),
        ("note.given", given),
        ("note.strict", say(f"truth.{'true' if asked['strict'] else 'false'}", lang)),
        ("note.reading", say(f"reading.{asked['reading']}", lang)),
        ("note.known", _day(asked["known"], lang)),
        ("note.scenario", asked["scenario"]),
    ]


def _party_rows(found: Determination, lang: str) -> list[_Row]:
    """The parties as they were named, whom they are taken for, and the lists of which days."""
    parties = found.shipment.parties
    named = [
        (
            f"parties.{party.role.value if party.role else 'party'}",
            [text for text in (party.name, party.address, party.country, party.identifier) if text],
        )
        for party in (parties.named if parties else ())
    ]
    return [
        *named,
        ("parties.note", listed_lines(found, lang)),
        ("parties.note screened", screened_line(found, lang)),
    ]


def _figure_rows(found: Determination, library: Library, lang: str) -> list[_Row]:
    """The figures of the item, those that were given included."""
    figures = ((each.words, each.value) for each in told_figures(found, library, lang))
    return [("note.figures", [say("note.pair", lang, *pair) for pair in figures])]


def _answer_rows(data: Mapping[str, Any], shown: Told, lang: str) -> list[_Row]:
    rows = data["requirements"]
    required = [
        f"{called(row['provision'], lang)} ({cited_in(row['citation'], lang)})" for row in rows
    ]
    none = say("note.none", lang)
    sure = [piece.words.strip("()") for piece in shown.headline if piece.kind in _BELOW[1:]]
    return [
        ("note.provided", data["provided"]),
        ("note.sure", sure),
        ("note.classification", data["classification"] or none),
        ("note.requirements", required or none),
        ("note.duties", data["duties"]),
        ("note.needs", data["needs"]),
        ("note.red flags", [*shown.warnings, *data["red_flags"]]),
        ("note.assumptions", data["assumptions"]),
    ]


def _data_rows(note: FileNote, lang: str) -> list[_Row]:
    changed = note.determination["data_modified"]
    modified = f" ({say('note.modified', lang)})" if changed else ""
    version = f"{note.data_version}{modified}"
    return [("note.version", version), ("note.as of", _day(note.data_as_of, lang))]


def _found_rows(trace: Mapping[str, Any], lang: str) -> list[tuple[str, ...]]:
    """The provisions that were looked at and do not fail: name, truth, condition, source."""
    rows = [row for step in _STEPS for row in trace[step] if row["truth"] != "false"]
    return [
        (
            called(row["provision"], lang),
            say(f"truth.{row['truth']}", lang),
            row["words"] or "",
            cited_in(row["citation"], lang),
        )
        for row in rows
    ]


def _day(said: str | None, lang: str) -> str | None:
    """A day as the language writes it inside a sentence."""
    return said and when(date.fromisoformat(said), lang)


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


def _trace(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """The provisions that were looked at, each with its condition, truth and source."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
