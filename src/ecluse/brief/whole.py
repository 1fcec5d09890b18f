"""What every brief has beside its sentences: the record, how to cite it, texts to pass on.

Belongs here: putting the parts together. Does not: the parts that differ from kind to kind.
Always true: what is cited or passed on names the day up to which the law was read; no text of
somebody else's is code in BibTeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from ecluse.answers.copied import copied
from ecluse.brief.answer import (
    AnswerUsed,
    Brief,
    BriefKind,
    BriefPicture,
    Bullet,
    Cite,
    KnownOn,
    ShareTexts,
    joined,
)
from ecluse.brief.certain import Sorted
from ecluse.brief.sentence import AnswerData, Says, capital
from ecluse.brief.terms import BriefTerms
from ecluse.determine.remarks import disclaimer
from ecluse.facts.slug import slug
from ecluse.words.say import day, say

_SHORT = 280
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\u00a0": "~",
    "\u202f": r"\,",
} | {sign: f"\\{sign}" for sign in "&%$#_"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParts:
    """What differs from one brief to another.

    Args:
        kicker: What it is about, but for the law itself.
        known: What had been published by this day was taken into account.
        stands: What its numbers are where they are no findings; goes with the texts to pass on.
    """

    kind: BriefKind
    kicker: Sequence[str]
    title: Says
    lead: str
    bullets: tuple[Bullet, ...]
    picture: BriefPicture
    sorted: Sorted
    page: str
    answers: tuple[AnswerData, ...]
    known: date | None = None
    presumed: tuple[str, ...] = ()
    stands: str = ""


def brief_of(parts: BriefParts, terms: BriefTerms) -> Brief:
    """The brief that its parts make."""
    title, known_on = joined(parts.title), _known_on(parts.known, terms)
    of_law = [] if parts.kind == "market" else [say("brief.export controls", terms.lang)]
    return copied(
        Brief,
        parts,
        lang=terms.lang,
        kicker=" · ".join([*of_law, *parts.kicker]),
        title=title,
        title_says=parts.title,
        certain=tuple(map(capital, parts.sorted.certain)),
        not_certain=tuple(map(capital, parts.sorted.not_certain)),
        known_on=known_on,
        cite=_cite(title, parts.page, known_on, terms),
        share=_share(title, parts, terms),
        answers=tuple(AnswerUsed(answer=each.name, command=each.command) for each in parts.answers),
        disclaimer=disclaimer(terms.library, terms.lang),
    )


def _known_on(known: date | None, terms: BriefTerms) -> KnownOn:
    library, lang = terms.library, terms.lang
    read_up_to = library.data_as_of
    known = read_up_to if known is None or known == date.max else known
    line = say(
        "brief.record",
        lang,
        day=day(read_up_to, lang),
        known=day(known, lang),
        version=library.version,
    )
    if not library.sealed:
        line = f"{line} {say('brief.record modified', lang)}"
    return KnownOn(
        read_up_to=read_up_to,
        known=known,
        data_version=library.version,
        data_modified=not library.sealed,
        line=line,
    )


def _cite(title: str, page: str, known_on: KnownOn, terms: BriefTerms) -> Cite:
    lang = terms.lang
    text = say(
        "brief.cited",
        lang,
        title=title.rstrip(" ?\u202f") if title.endswith("?") else title,
        day=day(known_on.read_up_to, lang),
        version=known_on.data_version,
        address=page,
    )
    fields = {
        "title": f"{{{latex(title)}}}",
        "author": "{Ecluse}",
        "year": str(known_on.read_up_to.year),
        "note": latex(known_on.line),
        "url": latex_address(page),
        "version": latex(known_on.data_version),
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return Cite(text=text, bibtex=f"@misc{{ecluse-{slug(page)[:80]},\n{rows}}}\n")


def latex(text: str) -> str:
    r"""A text that LaTeX takes for nothing but text.

    >>> latex("50 % of \\input{x}")
    '50 \\% of \\textbackslash{}input\\{x\\}'
    """
    return "".join(_LATEX.get(sign, sign) for sign in text)


def latex_address(page: str) -> str:
    """An address as BibTeX takes one: it holds escapes of its own, and no brace or backslash."""
    return "".join(sign for sign in page if sign not in "{}\\")


def _share(title: str, parts: BriefParts, terms: BriefTerms) -> ShareTexts:
    record = say("brief.as of", terms.lang, day=day(terms.library.data_as_of, terms.lang))
    record = f"{capital(parts.stands)}. {record}" if parts.stands else record
    room = _SHORT - len(title) - len(record) - 6
    address = parts.page if len(parts.page) <= room else ""
    ends = "" if title.endswith("?") else "."
    short = " ".join(filter(None, (f"{title}{ends}", f"{record}.", address)))
    bullets = (f"• {bullet.label} {bullet.text}" for bullet in parts.bullets)
    lines = [title, "", *bullets, "", record, *filter(None, [address])]
    return ShareTexts(
        short=shorten(short, _SHORT, placeholder=" …") if len(short) > _SHORT else short,
        long="\n".join(lines),
    )
