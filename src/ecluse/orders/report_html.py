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
from ecluse.orders.report import ANSWERS, WORDS, Section, basis, headline, mapping, sections
from ecluse.orders.tally import BookReport
from ecluse.outputs.mark import WRITTEN
from ecluse.outputs.staging import written

COLORS = {
    "LICENSE": "#b3402f",
    "UNDETERMINED": "#c9962b",
    "EXCEPTION": "#3f7f93",
    "NLR": "#5d8a4a",
    "NOT_SUBJECT": "#9aa0a6",
}
_MOST_BARS = 12
_LABEL = 40
_CSS = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif;color:#1d2327;background:#fff;max-width:62rem;margin:2rem auto;padding:0 1.2rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.08rem;margin:2rem 0 .5rem;border-bottom:1px solid #d6dade;padding-bottom:.2rem}
.lead{font-size:1.05rem;max-width:50rem}.dim{color:#5a646d;font-size:.86rem}
table{border-collapse:collapse;width:100%;font-size:.88rem}caption{text-align:left}
th{text-align:left;color:#5a646d;font-weight:600;border-bottom:1px solid #d6dade}th,td{padding:.22rem .7rem .22rem 0;vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;overflow-wrap:normal}tbody tr:nth-child(even){background:#f6f8f9}
svg{max-width:100%;height:auto;display:block;margin:.4rem 0 .8rem}svg text{font:12px system-ui,"Segoe UI",Roboto,sans-serif;fill:#1d2327}
.key span{display:inline-block;margin-right:1.1rem}.key i{display:inline-block;width:.8em;height:.8em;margin-right:.35em;border-radius:2px}
@media print{html{font-size:11.5px}body{margin:0;padding:0;max-width:none;font-size:1rem}h2{break-after:avoid}table,svg{break-inside:auto}tr,svg{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{margin:14mm}}
"""


def check_report(path: Path) -> None:
    """Refuse, before any work, a page that could not be written.

    Raises:
        InputError: The folder is not there, or the name is a folder's.
    """
    if not path.parent.is_dir():
        raise InputError("there is no such folder", str(path.parent), "make it, or write elsewhere")
    if path.is_dir():
        raise InputError("this is a folder", str(path), "name a file")


def write_report(report: BookReport, path: Path, *, force: bool = False) -> None:
    """Write the page, all of it or nothing.

    Raises:
        InputError: The folder is not there, or there is a file that ecluse did not write.
    """
    check_report(path)
    with written(path, force=force) as part:
        part.write_text(page(report), encoding="utf-8")


def page(report: BookReport) -> str:
    """The whole page."""
    counts = {
        name: sum(row["lines"] for row in report.outcomes if row["outcome"] == name)
        for name in ANSWERS
    }
    parts = [
        f"<h1>Order book {escape(Path(report.source).name)}</h1>",
        f'<p class="lead">{escape(headline(report))}</p>',
        _key(counts),
        _stack([("all lines", counts)], report.lines_in, labels=False),
    ]
    pictures = {
        "By destination": [
            (f"{row['country']} ({row['code']})", row["outcomes"]) for row in report.destinations
        ],
        "Which measures bite": [(row["title"], row["outcomes"]) for row in report.measures],
    }
    for section in sections(report):
        parts.append(f"<section><h2>{escape(section.title)}</h2>")
        if section.title in pictures:
            rows = pictures[section.title][:_MOST_BARS]
            parts.append(_stack(rows, max(sum(counts.values()) for _, counts in rows)))
        parts.append(_table(section) + "</section>")
    parts.append(f'<h2>How this was answered</h2><p class="dim">{escape(mapping(report))}</p>')
    parts.extend(f'<p class="dim">{escape(note)}</p>' for note in report.notes)
    parts.append(
        f'<p class="dim">{escape(basis(report))}</p><p class="dim">{escape(report.disclaimer)}</p>'
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="generator" content="{WRITTEN}">'
        f"<title>Order book {escape(Path(report.source).name)}</title><style>{_CSS}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _key(counts: Mapping[str, int]) -> str:
    shown = (
        f'<span><i style="background:{COLORS[name]}"></i>{escape(WORDS[name])}</span>'
        for name in ANSWERS
        if counts.get(name)
    )
    return f'<p class="key dim">{"".join(shown)}</p>'


def _stack(rows: Sequence[tuple[str, Mapping[str, int]]], most: int, *, labels: bool = True) -> str:
    """Stacked bars, one a row, each answer in its color."""
    left, width, height, gap = (290 if labels else 0), 900, 18, 7
    scale = (width - left - 60) / most if most else 0
    marks, top = [], 0
    for label, counts in rows:
        lines = _lines(label) if labels else []
        room = max(height, 13 * len(lines) + 2)
        bar, at = top + (room - height) / 2, float(left)
        first = top + room / 2 + 4 - 6.5 * (len(lines) - 1)
        spans = "".join(
            f'<tspan x="{left - 8}" y="{first + 13 * place:.1f}">{escape(line)}</tspan>'
            for place, line in enumerate(lines)
        )
        if spans:
            marks.append(f'<text text-anchor="end">{spans}<title>{escape(label)}</title></text>')
        for name in ANSWERS:
            count = counts.get(name, 0)
            if count:
                long = count * scale
                marks.append(
                    f'<rect x="{at:.1f}" y="{bar:.1f}" width="{max(long, 1):.1f}" height="{height}" fill="{COLORS[name]}"><title>{escape(WORDS[name])}: {count:,}</title></rect>'
                )
                at += long
        marks.append(f'<text x="{at + 6:.1f}" y="{bar + 13:.1f}">{sum(counts.values()):,}</text>')
        top += room + gap
    said = "; ".join(f"{label}: {sum(counts.values())} lines" for label, counts in rows)
    return f'<svg role="img" aria-label="{escape(said, quote=True)}" viewBox="0 0 {width} {top}" width="{width}" height="{top}">{"".join(marks)}</svg>'


def _lines(label: str) -> list[str]:
    """A label in two lines at most, so that it fits beside its bar."""
    return wrap(label, _LABEL, max_lines=2, placeholder=" …", break_on_hyphens=False)


def _table(section: Section) -> str:
    number = {place for place, heading in enumerate(section.headings) if heading in section.numbers}
    head = "".join(
        f'<th scope="col"{" class=n" if place in number else ""}>{escape(heading)}</th>'
        for place, heading in enumerate(section.headings)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=n' if place in number else ''}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in section.rows
    )
    note = f'<p class="dim">{escape(section.note)}</p>' if section.note else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"
