"""The stable name of a line of an answer, such as `require.letters-of-april-2025-named-parts`.

Belongs here: making a name that can stand after # in an address. Does not: which lines there are.
Always true: a name depends on the step, the provision and the test alone, so that it is the same in
every language and on every day on which the line stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ecluse.facts.slug import slug as spelled
from ecluse.law.provision import Jurisdiction, LicenseException, NoExport, Requirement, Review

_OPERATORS = ((">=", " at least "), ("<=", " at most "), (">", " over "), ("<", " under "))
_STEPS: tuple[tuple[type, str], ...] = (
    (Jurisdiction, "jurisdiction"),
    (NoExport, "no-export"),
    (Requirement, "require"),
    (LicenseException, "except"),
    (Review, "review"),
)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A provision, a test or a fact in small letters, digits and hyphens.

    >>> slug("letters of April 2025, named parts"), slug("tpp >= 4800")
    ('letters-of-april-2025-named-parts', 'tpp-at-least-4800')
    """
    for sign, words in _OPERATORS:
        text = text.replace(sign, words)
    return spelled(text)


def step_of(says: object) -> str:
    """The step in which a provision is looked at; whatever describes the item is in the first."""
    return next((step for kind, step in _STEPS if isinstance(says, kind)), "classify")


def line_id(step: str, provision: str) -> str:
    """The name of a provision's line in a step."""
    return f"{step}.{slug(provision)}"


def each_once(names: Iterable[str]) -> list[str]:
    """The names, with a number after one that stood before.

    >>> each_once(["a", "b", "a"])
    ['a', 'b', 'a-2']
    """
    met: dict[str, int] = {}
    unlike = []
    for name in names:
        met[name] = met.get(name, 0) + 1
        unlike.append(name if met[name] == 1 else f"{name}-{met[name]}")
    return unlike
