"""A brief as a page, a program and `--json` get it: one minute of reading, as a value.

Belongs here: the keys, and the form that each part must have. Does not: finding anything (check,
day, measure, story, book), or how a brief is set out (the writers).
Always true: a title and four bullets that keep their lengths; each number of a title or a bullet
says from which answer it was taken, and where it stands there; a bullet has one source and one page
that proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from ecluse.answers.plain import key

BriefKind = Literal["check", "day", "measure", "story", "book", "use", "market"]
TITLE_SIGNS = 64
BULLETS = 4
MOST_WORDS = {"en": 25, "fr": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNumber:
    """A number or a day that a sentence tells.

    Args:
        value: As the answer has it; a day is YYYY-MM-DD.
        answer: The answer that it was taken from: one of the brief's `answers`.
        at: Where it stands there, key by key; `#` counts a list, `#known` what is known of it, `+`
            adds what the further keys find in each entry of a list, and `1,3,` keeps some entries.
    """

    value: float | str
    unit: str | None
    answer: str
    at: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a sentence.

    Args:
        number: What it tells, where it tells a number or a day.
        name: It is a name (of an item, a provision, a measure), whose digits count nothing.
        lang: The language that it is in, where that is not the brief's.
    """

    text: str
    number: ToldNumber | None = None
    name: bool = False
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSource:
    """Where what a bullet says was read; `url` is null where the record has no address."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """One of the four sentences.

    Args:
        label: Its first words, in bold.
        says: The sentence, stretch by stretch; `text` is the same as one.
        proof: The page that proves it.
    """

    label: str
    says: tuple[Span, ...]
    text: str
    source: BriefSource
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTable:
    """The numbers of a picture."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPicture:
    """The one picture.

    Args:
        alt: What it shows, in a sentence, for whoever does not see it.
        svg: The drawing, without script, style or anything from elsewhere.
    """

    title: str
    alt: str
    svg: str
    table: PictureTable


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOn:
    """On which record a brief rests.

    Args:
        read_up_to: The day up to which the law was read.
        known: What had been published by this day was taken into account.
        line: The same in a sentence.
    """

    read_up_to: date
    known: date
    data_version: str
    data_modified: bool
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """How to cite a brief."""

    text: str
    bibtex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTexts:
    """Texts to pass on.

    Args:
        short: The title, what it rests on and the address, within 280 signs.
        long: The title and the four bullets.
    """

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUsed:
    """An answer that the numbers of a brief were taken from.

    Args:
        answer: What `ToldNumber.answer` calls it.
        command: The command that prints it.
    """

    answer: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One minute on one question.

    Args:
        kicker: What it is about, in a line above the title.
        title: At most 64 signs, with a verb and a day.
        title_says: The title, stretch by stretch.
        lead: The answer with all that it is subject to, as every door says it.
        presumed: What the answer presumes of facts that were left out.
        bullets: Four, each with a number or a day, a source and a page that proves it.
        certain: What the law's own text, a data sheet or the asker says.
        not_certain: What rests on less, what is presumed, and what is not known.
        page: The brief's own page.
        answers: The answers that its numbers were taken from.
        digest: Of the file that holds this, with zeros in this place; there in a file alone.
    """

    SCHEMA: ClassVar[str] = "ecluse.brief/1"

    kind: BriefKind
    lang: Literal["en", "fr"]
    kicker: str
    title: str
    title_says: tuple[Span, ...]
    lead: str
    presumed: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    picture: BriefPicture
    certain: tuple[str, ...]
    not_certain: tuple[str, ...]
    known_on: KnownOn
    page: str
    cite: Cite
    share: ShareTexts
    answers: tuple[AnswerUsed, ...]
    disclaimer: str
    digest: str | None = key(optional=True, default=None)

    @property
    def sorted(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is certain and what is not, each by the key of its heading."""
        return (("certain", self.certain), ("not certain", self.not_certain))

    def __post_init__(self) -> None:
        wrong = list(_wrong(self))
        if wrong:
            raise ValueError(f"a brief {'; '.join(wrong)}")


def words_in(text: str) -> int:
    """How many words a sentence has: what stands between spaces and holds a letter or a digit.

    >>> words_in("TPP is 2,368 — 32 below.")
    5
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def bullet_of(label: str, says: Sequence[Span], source: BriefSource, proof: str) -> Bullet:
    """One of the four sentences, from its stretches."""
    return Bullet(label=label, says=tuple(says), text=joined(says), source=source, proof=proof)


def joined(says: Sequence[Span]) -> str:
    """The text of a sentence."""
    return "".join(span.text for span in says)


def _wrong(brief: Brief) -> list[str]:
    """What does not have its form."""
    wrong = []
    if len(brief.title) > TITLE_SIGNS:
        wrong.append(f"has a title of at most {TITLE_SIGNS} signs, not '{brief.title}'")
    if len(brief.bullets) != BULLETS:
        wrong.append(f"has {BULLETS} bullets, not {len(brief.bullets)}")
    if joined(brief.title_says) != brief.title:
        wrong.append("has the title that its stretches make")
    wrong += [text for bullet in brief.bullets for text in _wrong_bullet(bullet, brief.lang)]
    return wrong


def _wrong_bullet(bullet: Bullet, lang: str) -> list[str]:
    wrong = []
    most, said = MOST_WORDS[lang], f"'{bullet.label} {bullet.text}'"
    if words_in(f"{bullet.label} {bullet.text}") > most:
        wrong.append(f"has bullets of at most {most} words, not {said}")
    if not any(span.number for span in bullet.says):
        wrong.append(f"has a number or a day in each bullet, and none in {said}")
    if joined(bullet.says) != bullet.text:
        wrong.append(f"has bullets that their stretches make, and not {said}")
    return wrong
