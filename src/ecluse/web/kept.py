"""Answers that somebody asked to keep, and what the record says of them today.

Belongs here: the digest of a question and its data, keeping and reading an answer, the difference
to today's. Does not: pages, or who may keep (pages.kept, api.kept).
Always true: the digest is of the canonical question, the engine, the data and what was known, so
two spellings of a question have one; one that tells whom or what of their own somebody asked about
is drawn, so that nobody computes it; an answer is shown as it was given.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from http import HTTPStatus
from secrets import token_hex
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ecluse.answers.plain import plain
from ecluse.determine.answer import answer_of
from ecluse.determine.question_object import AskedQuestion, names_parties
from ecluse.determine.told import Told, told
from ecluse.web.address import canonical_words
from ecluse.web.params import Json, Said
from ecluse.web.problem import Refused
from ecluse.web.site import Site
from ecluse.web.store import Store
from ecluse.words.say import LANGUAGES

A_DAY = 50  # answers that one address or token may keep on a day
# What differs from release to release though the answer is the same.
_OF_THE_RECORD = frozenset(
    {
        *("data_as_of", "data_version", "data_modified", "engine", "known"),
        *("disclaimer", "coverage"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was given.

    Args:
        question: The question in its canonical words, as a request may ask it again.
        answer: The answer in each language, with the keys of `ecluse check --json`.
        told: The same as it was shown, as plain data.
    """

    digest: str
    kept_on: date
    engine: str
    data_version: str
    known: date
    question: Json
    answer: Mapping[str, Json]
    told: Mapping[str, Json]

    @property
    def known_asked(self) -> date | None:
        """The day as known on which it was asked; None where it was asked with all that is known,
        which is pinned too.
        """
        return None if self.known.isoformat() == self.data_version[:10] else self.known

    @property
    def said_today(self) -> Json:
        """The words of the same question, with all that is known where it was asked so."""
        said = {name: value for name, value in self.question.items() if name != "known"}
        known = self.known_asked
        return said if known is None else {**said, "known": known.isoformat()}

    def shown(self, lang: str) -> Told | None:
        """The answer as it was shown; None where an older release showed it in other parts."""
        try:
            return TypeAdapter(Told).validate_json(json.dumps(self.told[lang]))
        except ValidationError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedKey:
    """A key of an answer that says something else today."""

    key: str
    before: Any
    now: Any


def canonical_question(asked: AskedQuestion, said: Said, site: Site, known: date) -> Json:
    """A question in the one spelling of its address, with what was known and how the law was read
    said outright.

    Args:
        said: The words that asked it: of those that name things freely, as they were said.
    """
    words = canonical_words(asked, said, site)
    pinned = {"known": known.isoformat(), "reading": asked.law.reading.value}
    return dict(sorted((words | pinned).items()))


def digest_of(question: Said, engine: str, data_version: str) -> str:
    """What an answer is found by: 16 hexadecimal digits."""
    text = json.dumps([question, engine, data_version], sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def is_secret(said: Said) -> bool:
    """Whether a question names somebody or brings figures of its own: then its answer is found by
    a drawn name alone, and nobody between keeps it.
    """
    return names_parties(said) or isinstance(said["item"], Mapping)


def answer_now(site: Site, asked: AskedQuestion, said: Said, today: date) -> KeptAnswer:
    """The answer to a question as it would be kept."""
    library = site.library
    found = site.determined(asked)
    known = library.data_as_of if asked.law.known == date.max else asked.law.known
    question = canonical_question(asked, said, site, known)
    secret = is_secret(said)
    return KeptAnswer(
        digest=token_hex(8) if secret else digest_of(question, site.engine, library.version),
        kept_on=today,
        engine=site.engine,
        data_version=library.version,
        known=known,
        question=json.loads(json.dumps(question, default=str)),
        answer={lang: plain(answer_of(found, library, lang=lang)) for lang in LANGUAGES},
        told={lang: plain(told(found, library, lang)) for lang in LANGUAGES},
    )


def keep(store: Store, made: KeptAnswer, who: str) -> bool:
    """Keep an answer; whether it is new.

    Args:
        who: What the quota is counted by.

    Raises:
        Refused: Whoever asks has kept enough for a day, or the store cannot be written.
    """
    day, key = made.kept_on.isoformat(), store.whose(who)
    with store.writing() as rows:
        if rows.execute("SELECT 1 FROM kept WHERE digest = ?", (made.digest,)).fetchone():
            return False
        rows.execute("DELETE FROM quota WHERE day < ?", (day,))
        used = rows.execute(
            "INSERT INTO quota VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET used = used + 1 "
            "RETURNING used",
            (key, day),
        ).fetchone()[0]
        if used > A_DAY:
            what = f"{A_DAY} answers were kept from here today"
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, what, "request", "keep it tomorrow")
        rows.execute(
            "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(made.digest, day, made.engine, made.data_version, made.known.isoformat()),
                json.dumps(made.question),
                *(_packed(held[lang]) for held in (made.answer, made.told) for lang in LANGUAGES),
            ),
        )
    return True


def kept_answer(store: Store, digest: str) -> KeptAnswer | None:
    """The answer that was kept under a digest."""
    found = store.read("SELECT * FROM kept WHERE digest = ?", digest)
    if not found:
        return None
    row = found[0]
    return KeptAnswer(
        **{name: row[name] for name in ("digest", "engine", "data_version")},
        kept_on=date.fromisoformat(row["kept_on"]),
        known=date.fromisoformat(row["known"]),
        question=json.loads(row["question"]),
        answer={lang: _unpacked(row[f"answer_{lang}"]) for lang in LANGUAGES},
        told={lang: _unpacked(row[f"told_{lang}"]) for lang in LANGUAGES},
    )


def answer_today(site: Site, kept: KeptAnswer, lang: str) -> Json:
    """What the record says today to the kept question: of the same day, with all that is known.

    Raises:
        InputError, SeveralErrors: The question is not understood any longer.
    """
    asked = site.reader(own_items=True).read(kept.said_today)
    found = site.determined(asked)
    data: Json = plain(answer_of(found, site.library, lang=lang))
    as_read: Json = json.loads(json.dumps(data))
    return as_read


def changed_keys(before: Json, now: Json) -> list[ChangedKey]:
    """The keys that say something else, in the order of the answer."""
    names = [*before, *(name for name in now if name not in before)]
    return [
        ChangedKey(key=name, before=before.get(name), now=now.get(name))
        for name in names
        if name not in _OF_THE_RECORD and before.get(name) != now.get(name)
    ]


def _packed(answer: Json) -> bytes:
    return zlib.compress(json.dumps(answer, ensure_ascii=False).encode())


def _unpacked(held: bytes) -> Json:
    data: Json = json.loads(zlib.decompress(held))
    return data
