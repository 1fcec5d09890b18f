"""What the page and the brief of a question say, as the keys of an answer have it.

Belongs here: reading a page as a reader does. Does not: what it should say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

_BADGE = re.compile(r'<span class="badge is-(\w+) large">(.*?)</span></p>', re.DOTALL)
_TAG = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)

VERBS = {  # what a title says of each outcome
    "NLR": ("needs no license",),
    "EXCEPTION": ("may use",),
    "LICENSE": ("needs a license",),
    "held": ("goes under",),
    "NOT_SUBJECT": ("falls outside", "is outside"),
    "UNDETERMINED": ("Undetermined:",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """The page of an answer: its outcome, its badge, and all its words."""

    outcome: str
    badge: str
    words: str


def query_of(asked: dict[str, Any]) -> str:
    """The words of a question as a query."""
    words = {name: value for name, value in asked.items() if name != "given"}
    words |= {f"given.{fact}": value for fact, value in asked.get("given", {}).items()}
    return urlencode(words)


def by_page(web: TestClient, asked: dict[str, Any]) -> ShownPage:
    """The page that the form of the first page leads to."""
    moved = web.get(f"/check?{query_of(asked)}")
    assert moved.status_code == 303, moved.text
    sent = web.get(moved.headers["location"])
    assert sent.status_code == 200, (moved.headers["location"], sent.text)
    ((outcome, badge),) = _BADGE.findall(sent.text)
    return ShownPage(outcome=outcome, badge=_words(badge), words=_words(sent.text))


def by_brief(web: TestClient, asked: dict[str, Any]) -> dict[str, Any]:
    """The brief of an answer as data."""
    sent = web.get(f"/api/v1/briefs/check?{query_of(asked)}")
    assert sent.status_code == 200, sent.text
    brief: dict[str, Any] = sent.json()
    return brief


def differences(page: ShownPage, answer: dict[str, Any], provisos: list[str]) -> list[str]:
    """What an answer says that its page does not.

    Args:
        provisos: Of those that the answer has, the ones that bear on this very shipment.
    """
    missing = [] if page.outcome == answer["outcome"] else [f"outcome {answer['outcome']}"]
    if (answer["exception"] or "") not in page.badge:
        missing.append(f"exception {answer['exception']}")
    policy = [answer["review_policy"]] if answer["review_policy"] else []
    texts = [*policy, *provisos, *answer["red_flags"], *answer["duties"]]
    return missing + [text for text in texts if _spaced(text) not in page.words]


def _words(page: str) -> str:
    return _spaced(unescape(_TAG.sub(" ", page)))


def _spaced(text: str) -> str:
    return " ".join(text.split())
