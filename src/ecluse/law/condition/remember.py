"""What is said of a tree, remembered by the tree itself.

Belongs here: the one cache of texts of conditions. Does not: making the texts (to_text).
Always true: a remembered text is of that very tree, which is held as long as its text is; there is
an upper number of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from ecluse.law.condition.tree import Condition

_MOST = 10_000
P = ParamSpec("P")
Work = Callable[Concatenate[Condition, P], str]


def remembered(work: Work[P]) -> Work[P]:
    """Call `work` once for each tree (by identity: hashing a deep one takes as long as the text)
    and for each set of further arguments.
    """
    texts: dict[tuple[int, ...], tuple[object, str]] = {}

    @wraps(work)
    def once(node: Condition, *args: P.args, **kwargs: P.kwargs) -> str:
        key = (id(node), *map(id, args))
        found = texts.get(key)
        if found is None or kwargs:
            if len(texts) > _MOST:
                texts.clear()
            found = texts[key] = ((node, args), work(node, *args, **kwargs))
        return found[1]

    return cast("Work[P]", once)
