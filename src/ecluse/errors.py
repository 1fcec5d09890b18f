"""Every error that ecluse raises, as one tree.

    EcluseError                 anything a user can mend; `str` is one line: what (where): how to mend it
    ├─ InputError               a command line, a request or a file of the user's says something impossible
    │  ├─ UnknownNameError      no item, country, fact, measure or scenario is called that
    │  └─ SeveralErrors         all the mistakes of one file, in file order
    ├─ DataError                a file under data/ says something that it cannot mean
    └─ ModelError               a calculation was asked for something outside its range

Belongs here: the classes and how they read. Does not: deciding when to raise one.
Always true: each has the three fields `what`, `where`, `mend`, and reads as one line of bounded
length; whatever a user's text held, no character of it is dangerous to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from ecluse.visible import visible

_WHAT, _WHERE, _MEND = 300, 300, 4_200  # characters; a mend may spell out a whole condition
MOST_TOLD = 50  # mistakes of one file; whoever mends these sees the next
MOST_COMPARED = 120  # characters; no name that anything is called is as long


class EcluseError(Exception):
    """Something a user can mend."""

    def __init__(self, what: str, where: str, mend: str) -> None:
        self.what = visible(what, _WHAT)
        self.where = visible(where, _WHERE)
        self.mend = visible(mend, _MEND)
        super().__init__(self.what, self.where, self.mend)

    def __str__(self) -> str:
        return f"{self.what} ({self.where}): {self.mend}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class InputError(EcluseError):
    """A command line, a request or a user's file says something impossible."""


class UnknownNameError(InputError):
    """No such name; the mend lists what is near."""


class SeveralErrors(InputError):
    """All the mistakes of one file, in file order; `str` is one line each, of the first fifty."""

    def __init__(self, errors: Sequence[EcluseError]) -> None:
        first = errors[0]
        super().__init__(first.what, first.where, first.mend)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        lines = [str(error) for error in self.errors[:MOST_TOLD]]
        if len(self.errors) > MOST_TOLD:
            lines.append(f"and {len(self.errors) - MOST_TOLD:,} more mistakes: mend these first")
        return "\n".join(lines)


class DataError(EcluseError):
    """A file under data/ says something that it cannot mean."""


class ModelError(EcluseError):
    """A calculation was asked for something outside its range."""


def raise_all(errors: Sequence[EcluseError]) -> None:
    """Raise nothing, the one error, or all of them together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SeveralErrors(errors)


def near(name: str, names: Sequence[str], *, most: int = 3) -> str:
    """Say which of `names` are near `name`, as words for an error's mend; empty where none is.

    >>> near("tpps", ["tpp", "destination"])
    "did you mean 'tpp'?"
    """
    if len(name) > MOST_COMPARED:
        return ""
    folded = {candidate.casefold(): candidate for candidate in names}
    close = get_close_matches(name.casefold(), list(folded), n=most, cutoff=0.6)
    if not close:
        return ""
    quoted = [f"'{folded[match]}'" for match in close]
    if len(quoted) == 1:
        return f"did you mean {quoted[0]}?"
    return f"near names are {', '.join(quoted)}"
