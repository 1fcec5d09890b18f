"""A brief as a page, and as the part of a page that others frame.

Belongs here: the markup, and the style of a page that stands alone. Does not: what a brief says;
the pages of the server, which have a style of their own (web).
Always true: every text is escaped; the part has no script, no style and nothing from elsewhere;
what stays English in French says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

from ecluse.brief.answer import Brief, Bullet, Span
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.words.say import say

_STYLE = Path(__file__).with_name("page.css")


def page(brief: Brief) -> str:
    """The brief as a page that stands alone, with its own digest."""
    description = escape(brief.lead, quote=True)
    return with_digest(
        f'<!doctype html>\n<html lang="{brief.lang}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="generator" content="{WRITTEN}"><meta name="digest" content="{OPEN}">\n'
        f'<meta name="description" content="{description}">\n'
        f"<title>{escape(brief.title)}</title><style>\n{_style()}</style></head>\n"
        f"<body><main>\n{fragment(brief)}</main></body></html>\n"
    )


@cache
def _style() -> str:
    return _STYLE.read_text("utf-8")


def fragment(brief: Brief) -> str:
    """The brief as a part of a page, without style."""
    lang = brief.lang
    parts = [
        '<article class="brief">',
        f'<header><p class="kicker">{escape(brief.kicker)}</p>',
        f"<h1>{spans(brief.title_says)}</h1>",
        f'<p class="lead">{escape(brief.lead)}</p></header>',
        f'<ul class="bullets">{"".join(_bullet(each, lang) for each in brief.bullets)}</ul>',
        _figure(brief),
        '<div class="sure">',
        *(_section(key, lines, lang) for key, lines in brief.sorted),
        "</div>",
        _foot(brief),
        "</article>\n",
    ]
    return "\n".join(parts)


def spans(says: Sequence[Span]) -> str:
    """A sentence, each stretch in its own language; a number that a program can read."""
    return "".join(map(_span, says))


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.number is not None and isinstance(span.number.value, str):
        return f'<time datetime="{escape(span.number.value, quote=True)}">{text}</time>'
    if span.number is not None:
        return f'<data value="{span.number.value}">{text}</data>'
    return f'<span lang="{span.lang}">{text}</span>' if span.lang is not None else text


def _bullet(bullet: Bullet, lang: str) -> str:
    source = say("brief.colon", lang, name=say("brief.source", lang), value="")
    named = escape(bullet.source.name)
    if bullet.source.url is not None:
        named = f'<a href="{escape(bullet.source.url, quote=True)}" rel="noreferrer">{named}</a>'
    proof = f'<a href="{escape(bullet.proof, quote=True)}">{escape(say("brief.proof", lang))}</a>'
    return (
        f"<li><p><strong>{escape(bullet.label)}</strong> {spans(bullet.says)}</p>"
        f'<p class="links">{escape(source)}{named} · {proof}</p></li>'
    )


def _figure(brief: Brief) -> str:
    picture, table = brief.picture, brief.picture.table
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.headings)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    return (
        f"<figure><figcaption>{escape(picture.title)}</figcaption>{picture.svg}"
        f'<details class="numbers"><summary>{escape(say("brief.numbers", brief.lang))}</summary>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details></figure>"
    )


def _cells(row: Iterable[str]) -> str:
    first, *rest = (escape(cell) for cell in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)


def _section(key: str, lines: Sequence[str], lang: str) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<section><h2>{escape(say(f'brief.{key}', lang))}</h2><ul>{items}</ul></section>"


def _foot(brief: Brief) -> str:
    lang = brief.lang

    def heading(key: str) -> str:
        return f"<h2>{escape(say(f'brief.{key}', lang))}</h2>"

    return (
        f'<footer class="foot"><section>{heading("known on")}'
        f"<p>{escape(brief.known_on.line)}</p></section>"
        f"<section>{heading('cite')}<p>{escape(brief.cite.text)}</p>"
        "<details><summary>BibTeX</summary>"
        f"<pre>{escape(brief.cite.bibtex)}</pre></details></section>"
        f'<section class="share">{heading("share")}'
        f"<details><summary>{escape(say('brief.copy', lang))}</summary>"
        f"<pre>{escape(brief.share.long)}</pre></details></section>"
        f'<p class="dim">{escape(brief.disclaimer)}</p></footer>'
    )
