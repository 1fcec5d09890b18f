"""What is said of a tree, remembered by the tree itself.

Belongs here: the one cache of what is read off conditions: texts, facts asked for. Does not: the
reading (to_text, in_force).
Always true: what is remembered is of that very tree, which is held as long as that is; there is an
upper number of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from ecluse.bounded import Bounded
from ecluse.law.condition.tree import Condition

_MOST = 10_000
P = ParamSpec("P")
R = TypeVar("R")


def remembered(
    work: Callable[Concatenate[Condition, P], R],
) -> Callable[Concatenate[Condition, P], R]:
    """Call `work` once for each tree (by identity: hashing a deep one takes as long as the text)
    and for each set of further arguments.
    """
    kept = Bounded[tuple[int, ...], tuple[object, R]](_MOST)

    @wraps(work)
    def once(node: Condition, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (id(node), *map(id, args))
        found = kept.get(key)
        if found is None or kwargs:
            found = kept[key] = ((node, args), work(node, *args, **kwargs))
        return found[1]

    return cast("Callable[Concatenate[Condition, P], R]", once)
