"""A brief as a page, and as the part of a page that others frame.

Belongs here: the markup, and the style of a page that stands alone. Does not: what a brief says;
the pages of the server, which have a style of their own (web).
Always true: every text is escaped; the part has no script, no style and nothing from elsewhere;
what stays English in French says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ecluse.brief.answer import Brief, Bullet, Span
from ecluse.outputs.mark import OPEN, WRITTEN, with_digest
from ecluse.words.say import say

_CSS = """
:root{color-scheme:light dark;
--ink:#1a1a1a;--pale:#5b5b5b;--rule:#cfc9bd;--paper:#fffdf9;--mark:#8f3410}
@media(prefers-color-scheme:dark){:root{--ink:#ece8e0;--pale:#b4aea3;--rule:#4a463f;--paper:#191816;
--mark:#f0a27f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.125rem/1.55 "Libertinus Serif",Georgia,"Times New Roman",serif}
.brief{max-width:40rem;margin:0 auto;padding:4rem 1.5rem 6rem}
.kicker{margin:0 0 1rem;color:var(--mark);font-size:.9rem}
h1{margin:0 0 1rem;font-size:2.25rem;line-height:1.15;font-weight:700;text-wrap:balance}
.lead{margin:0 0 2.25rem;font-size:1.25rem;line-height:1.45;color:var(--pale)}
h2{margin:0 0 .6rem;font-size:1.125rem;font-weight:700}
ul{margin:0;padding:0;list-style:none}
.bullets>li{margin:0 0 1.4rem;padding:0 0 0 1.25rem;border-left:3px solid var(--rule)}
.bullets p{margin:0}
.links{font-size:.9rem;color:var(--pale)}
a{color:inherit;text-decoration-color:var(--mark);text-underline-offset:.2em}
.links a{display:inline-block;min-height:24px}
figure{margin:2.75rem 0}
figcaption{margin:0 0 .9rem;font-weight:700}
svg{display:block;width:100%;height:auto}
svg text.ink{fill:var(--ink)}svg text.pale{fill:var(--pale)}
svg line.ink{stroke:var(--ink)}svg line.rule{stroke:var(--rule)}
table{width:100%;margin:1rem 0 0;border-collapse:collapse;font-size:.9rem}
th,td{padding:.3rem 1rem .3rem 0;text-align:left;vertical-align:top;
border-bottom:1px solid var(--rule)}
summary{cursor:pointer;font-size:.9rem;color:var(--pale);min-height:24px}
.sure{display:grid;grid-template-columns:1fr 1fr;gap:2rem;margin:2.75rem 0}
.sure li{margin:0 0 .6rem;font-size:1rem;line-height:1.4}
.foot{padding-top:1.5rem;border-top:1px solid var(--rule)}
.foot p{margin:0 0 1rem}
.foot section{margin:0 0 1.5rem;font-size:1rem}
pre{margin:.6rem 0;padding:1rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;
font:.85rem/1.5 ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--rule)}
.dim{color:var(--pale);font-size:.9rem}
@media(max-width:34rem){.brief{padding-top:2rem}h1{font-size:1.75rem}.sure{grid-template-columns:1fr}}
@media print{body{font-size:10.5pt;background:#fff;color:#000}.brief{max-width:none;padding:0}
.share,details.numbers>summary{display:none}figure,.sure section,.bullets>li{break-inside:avoid}
@page{margin:18mm}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


def page(brief: Brief) -> str:
    """The brief as a page that stands alone, with its own digest."""
    description = escape(brief.lead, quote=True)
    return with_digest(
        f'<!doctype html>\n<html lang="{brief.lang}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="generator" content="{WRITTEN}"><meta name="digest" content="{OPEN}">\n'
        f'<meta name="description" content="{description}">\n'
        f"<title>{escape(brief.title)}</title><style>{_CSS}</style></head>\n"
        f"<body><main>\n{fragment(brief)}</main></body></html>\n"
    )


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
        _section("certain", brief.certain, lang),
        _section("not certain", brief.not_certain, lang),
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
        f"<details><summary>BibTeX</summary><pre>{escape(brief.cite.bibtex)}</pre></details></section>"
        f'<section class="share">{heading("share")}'
        f"<details><summary>{escape(say('brief.copy', lang))}</summary>"
        f"<pre>{escape(brief.share.long)}</pre></details></section>"
        f'<p class="dim">{escape(brief.disclaimer)}</p></footer>'
    )
