"""What is worked out once for a release of the data, and kept while it is asked for.

Belongs here: the one way in which a function of a site keeps what it gave. Does not: what is worked
out.
Always true: each function keeps no more than its bound; the same arguments give the same value; a
site that is begun anew has kept nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ecluse.bounded import Bounded

if TYPE_CHECKING:
    from ecluse.web.site import Site

P = ParamSpec("P")
T = TypeVar("T")
OfSite = Callable[Concatenate["Site", P], T]


def once_a_release(most: int = 64) -> Callable[[OfSite[P, T]], OfSite[P, T]]:
    """A function of a site that works out each value once; two threads may do so twice, not two.

    Args:
        most: Values that are kept at once.
    """

    def once(work: OfSite[P, T]) -> OfSite[P, T]:
        @wraps(work)
        def found(site: Site, /, *args: P.args, **kwargs: P.kwargs) -> T:
            values: Bounded[Any, T] = site.remembered.setdefault(work, Bounded(most))
            key = (args, *kwargs.items())
            try:
                return values[key]
            except KeyError:
                value = values[key] = work(site, *args, **kwargs)
                return value

        return found

    return once
