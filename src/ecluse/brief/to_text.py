"""A brief as plain text and as Markdown.

Belongs here: the order of its parts in a text. Does not: what they say.
Always true: a text of somebody else's is no markup in Markdown; every part of the brief is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import fill

from ecluse.brief.answer import Brief, Bullet
from ecluse.words.say import say

_WIDTH = 100
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~$])")


def to_text(brief: Brief, width: int = _WIDTH) -> str:
    """The brief as plain text, for a terminal or a message."""
    lang = brief.lang

    def wrapped(text: str, first: str = "", later: str = "") -> str:
        # No-break spaces stand: only plain ones end a line.
        held = text.replace("\u00a0", "\ue000").replace("\u202f", "\ue001")
        lines = fill(
            held,
            width,
            initial_indent=first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return lines.replace("\ue000", "\u00a0").replace("\ue001", "\u202f")

    parts = [wrapped(brief.kicker), wrapped(brief.title), wrapped(brief.lead), ""]
    for bullet in brief.bullets:
        parts.append(wrapped(f"{bullet.label} {bullet.text}", "  • ", "    "))
        parts.append(wrapped(_source(bullet), "    ", "    "))
    parts += ["", wrapped(brief.picture.title), *_rows(brief)]
    for key, lines in brief.sorted:
        parts += ["", say(f"brief.{key}", lang), *(wrapped(line, "  · ", "    ") for line in lines)]
    parts += ["", say("brief.known on", lang), wrapped(brief.known_on.line, "  ", "  ")]
    parts += ["", say("brief.cite", lang), wrapped(brief.cite.text, "  ", "  ")]
    parts += ["", wrapped(brief.disclaimer)]
    return "\n".join(parts) + "\n"


def _source(bullet: Bullet) -> str:
    named = ", ".join(filter(None, (bullet.source.name, bullet.source.url)))
    return f"[{named}; {bullet.proof}]"


def _rows(brief: Brief) -> Iterator[str]:
    """The numbers of the picture, its columns under one another."""
    table = brief.picture.table
    rows = [table.headings, *table.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.headings))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'   '.join(cells).rstrip()}"


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown; the picture stands as its table."""
    lang = brief.lang
    parts = [
        f"*{_md(brief.kicker)}*",
        "",
        f"# {_md(brief.title)}",
        "",
        f"**{_md(brief.lead)}**",
        "",
    ]
    parts += [_bullet(bullet, lang) for bullet in brief.bullets]
    table = brief.picture.table
    parts += ["", f"**{_md(brief.picture.title)}**", ""]
    parts += [_cells(table.headings), _cells(tuple("---" for _ in table.headings), plain=True)]
    parts += [_cells(row) for row in table.rows]
    for key, lines in brief.sorted:
        parts += ["", f"## {say(f'brief.{key}', lang)}", "", *(f"- {_md(line)}" for line in lines)]
    parts += ["", f"## {say('brief.known on', lang)}", "", _md(brief.known_on.line)]
    parts += ["", f"## {say('brief.cite', lang)}", "", _md(brief.cite.text)]
    parts += ["", "```bibtex", brief.cite.bibtex.rstrip().replace("```", "'''"), "```"]
    parts += ["", _md(brief.disclaimer)]
    return "\n".join(parts) + "\n"


def _bullet(bullet: Bullet, lang: str) -> str:
    source, proof = say("brief.source", lang), say("brief.proof", lang)
    named = _md(bullet.source.name)
    if bullet.source.url is not None:
        named = f"[{named}](<{_address(bullet.source.url)}>)"
    said = say("brief.colon", lang, name=source, value=named)
    links = f"{said}; [{proof}](<{_address(bullet.proof)}>)"
    return f"- **{_md(bullet.label)}** {_md(bullet.text)} ({links})"


def _cells(cells: tuple[str, ...], *, plain: bool = False) -> str:
    return f"| {' | '.join(cells if plain else map(_md, cells))} |"


def _md(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _address(text: str) -> str:
    return re.sub(r"[<>\s\\]", lambda sign: f"%{ord(sign[0]):02X}", text)
