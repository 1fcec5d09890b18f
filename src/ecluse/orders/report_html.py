"""The report of a book as one page: it prints well, needs no script and nothing from elsewhere.

Belongs here: the page and its pictures. Does not: what it says (report), what it counts (tally).
Always true: every text is escaped; each picture has its numbers in a table beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from textwrap import wrap

from ecluse.errors import InputError
from ecluse.orders.report import Section, sections
from ecluse.orders.report_head import ANSWERS, basis, headline, mapping, word_of_outcome
from ecluse.orders.tally import BookReport
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.outputs.staging import written
from ecluse.words.say import number, say

COLORS = {
    "LICENSE": "#b3402f",
    "UNDETERMINED": "#c9962b",
    "EXCEPTION": "#3f7f93",
    "NLR": "#5d8a4a",
    "NOT_SUBJECT": "#9aa0a6",
}
_MOST_BARS = 12
_LABEL = 40
_LEFT, _WIDTH, _HEIGHT, _GAP, _LINE = 290, 900, 18, 7, 13  # of a picture, in pixels
_CSS = (
    "\n"
    ":root{color-scheme:light}*{box-sizing:border-box}\n"
    'body{font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif;color:#1d2327;background:#fff;'
    "max-width:62rem;margin:2rem auto;padding:0 1.2rem}\n"
    "h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.08rem;margin:2rem 0 .5rem;"
    "border-bottom:1px solid #d6dade;padding-bottom:.2rem}\n"
    ".lead{font-size:1.05rem;max-width:50rem}.dim{color:#5a646d;font-size:.86rem}\n"
    "table{border-collapse:collapse;width:100%;font-size:.88rem}caption{text-align:left}\n"
    "th{text-align:left;color:#5a646d;font-weight:600;border-bottom:1px solid #d6dade}"
    "th,td{padding:.22rem .7rem .22rem 0;vertical-align:top;overflow-wrap:anywhere}\n"
    "td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;"
    "overflow-wrap:normal}tbody tr:nth-child(even){background:#f6f8f9}\n"
    "svg{max-width:100%;height:auto;display:block;margin:.4rem 0 .8rem}"
    'svg text{font:12px system-ui,"Segoe UI",Roboto,sans-serif;fill:#1d2327}\n'
    ".key span{display:inline-block;margin-right:1.1rem}.key i{display:inline-block;width:.8em;"
    "height:.8em;margin-right:.35em;border-radius:2px}\n"
    "@media print{html{font-size:11.5px}body{margin:0;padding:0;max-width:none;font-size:1rem}"
    "h2{break-after:avoid}table,svg{break-inside:auto}tr,svg{break-inside:avoid}\n"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{margin:14mm}}\n"
)


def check_report(path: Path) -> None:
    """Refuse, before any work, a page that could not be written.

    Raises:
        InputError: The folder is not there, or the name is a folder's.
    """
    if not path.parent.is_dir():
        raise InputError("there is no such folder", str(path.parent), "make it, or write elsewhere")
    if path.is_dir():
        raise InputError("this is a folder", str(path), "name a file")


def write_report(report: BookReport, path: Path, *, force: bool = False, lang: str = "en") -> None:
    """Write the page, all of it or nothing.

    Raises:
        InputError: The folder is not there, or there is a file that ecluse did not write.
    """
    check_report(path)
    with written(path, force=force) as part:
        part.write_text(page(report, lang), encoding="utf-8", newline="\n")


def page(report: BookReport, lang: str = "en") -> str:
    """The whole page."""
    counts = {outcome: report.lines_of(outcome) for outcome in ANSWERS}
    title = escape(say("orders.report.book", lang, name=Path(report.source).name))
    whole = [(say("orders.report.all lines", lang), counts)]
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="lead">{escape(headline(report, lang))}</p>',
        _key(counts, lang),
        _stack(whole, report.lines_in, lang, labels=False),
    ]
    pictures = _pictures(report)
    for section in sections(report, lang):
        parts.append(f"<section><h2>{escape(section.title)}</h2>")
        if section.key in pictures:
            rows = pictures[section.key][:_MOST_BARS]
            parts.append(_stack(rows, max(sum(counts.values()) for _, counts in rows), lang))
        parts.append(_table(section) + "</section>")
    how = (mapping(report, lang), *report.notes, basis(report, lang), report.disclaimer)
    parts.append(f"<h2>{escape(say('orders.report.how', lang))}</h2>")
    parts.extend(f'<p class="dim">{escape(text)}</p>' for text in how)
    return with_digest(
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="generator" content="{WRITTEN}"><meta name="digest" content="{OPEN}">'
        f"<title>{title}</title><style>{_CSS}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _pictures(report: BookReport) -> dict[str, list[tuple[str, Mapping[str, int]]]]:
    """The bars beside a section's table, by the section's key."""
    destinations = [(f"{row.country} ({row.code})", row.outcomes) for row in report.destinations]
    measures = [(row.title, row.outcomes) for row in report.measures]
    return {"destinations": destinations, "measures": measures}


def _key(counts: Mapping[str, int], lang: str) -> str:
    shown = (
        f'<span><i style="background:{COLORS[outcome]}"></i>'
        f"{escape(word_of_outcome(outcome, lang))}</span>"
        for outcome in ANSWERS
        if counts.get(outcome)
    )
    return f'<p class="key dim">{"".join(shown)}</p>'


def _stack(
    rows: Sequence[tuple[str, Mapping[str, int]]], most: int, lang: str, *, labels: bool = True
) -> str:
    """Stacked bars, one a row, each answer in its color."""
    left = _LEFT if labels else 0
    scale = (_WIDTH - left - 60) / most if most else 0
    marks, top = [], 0
    for label, counts in rows:
        lines = _lines(label) if labels else []
        room = max(_HEIGHT, _LINE * len(lines) + 2)
        if lines:
            marks.append(_label(label, lines, left, top + room / 2))
        bars, end = _bars(counts, left, top + (room - _HEIGHT) / 2, scale, lang)
        marks += bars
        total = number(sum(counts.values()), lang)
        marks.append(f'<text x="{end + 6:.1f}" y="{top + (room + 8) / 2:.1f}">{total}</text>')
        top += room + _GAP
    described = "; ".join(
        say("orders.report.bar", lang, label=label, count=sum(counts.values()))
        for label, counts in rows
    )
    return (
        f'<svg role="img" aria-label="{escape(described, quote=True)}" '
        f'viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}">{"".join(marks)}</svg>'
    )


def _label(label: str, lines: Sequence[str], left: int, middle: float) -> str:
    first = middle + 4 - _LINE / 2 * (len(lines) - 1)
    spans = "".join(
        f'<tspan x="{left - 8}" y="{first + _LINE * place:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return f'<text text-anchor="end">{spans}<title>{escape(label)}</title></text>'


def _bars(
    counts: Mapping[str, int], left: float, top: float, scale: float, lang: str
) -> tuple[list[str], float]:
    """The bars of one row, and where the last ends."""
    bars, at = [], float(left)
    for outcome in ANSWERS:
        count = counts.get(outcome, 0)
        if not count:
            continue
        title = f"{escape(word_of_outcome(outcome, lang))}: {number(count, lang)}"
        bars.append(
            f'<rect x="{at:.1f}" y="{top:.1f}" width="{max(count * scale, 1):.1f}" '
            f'height="{_HEIGHT}" fill="{COLORS[outcome]}"><title>{title}</title></rect>'
        )
        at += count * scale
    return bars, at


def _lines(label: str) -> list[str]:
    """A label in two lines at most, so that it fits beside its bar."""
    return wrap(label, _LABEL, max_lines=2, placeholder=" …", break_on_hyphens=False)


def _table(section: Section) -> str:
    mark = [" class=n" if heading in section.numbers else "" for heading in section.headings]
    head = "".join(
        f'<th scope="col"{kind}>{escape(heading)}</th>'
        for kind, heading in zip(mark, section.headings, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, mark)}</tr>" for row in section.rows)
    note = f'<p class="dim">{escape(section.note)}</p>' if section.note else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _cells(row: Sequence[str], mark: Sequence[str]) -> str:
    return "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(mark, row, strict=True))
