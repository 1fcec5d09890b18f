"""Every error that ecluse raises, as one tree.

    EcluseError                 can be mended; `str` is one line: what (where): how to mend it
    ├─ InputError               a question or a file of the user's says something impossible
    │  ├─ UnknownNameError      no item, country, fact, measure or scenario is called that
    │  └─ SeveralErrors         all the mistakes of one file, in file order
    ├─ DataError                a file under data/ says something that it cannot mean
    ├─ ModelError               a calculation was asked for something outside its range
    └─ NotScreened              what compares names with the lists cannot be imported

Belongs here: the classes and how they read. Does not: deciding when to raise one.
Always true: each has the fields `what`, `where`, `mend` and `near`, and reads as one line of
bounded length; whatever a user's text held, no character of it is dangerous to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from ecluse.visible import visible

_WHAT, _WHERE, _MEND = 300, 300, 4_200  # characters; a mend may spell out a whole condition
MOST_TOLD = 50  # mistakes of one file; whoever mends these sees the next
MOST_COMPARED = 120  # characters; no name that anything is called is as long


class EcluseError(Exception):
    """Something a user can mend.

    Args:
        near: Names that the user may have meant; those that the mend offers where left out.
    """

    def __init__(self, what: str, where: str, mend: str, near: Sequence[str] = ()) -> None:
        offered = near or (mend.names if isinstance(mend, NearNames) else ())
        self.what = visible(what, _WHAT)
        self.where = visible(where, _WHERE)
        self.mend = visible(mend, _MEND)
        self.near = tuple(visible(name, _WHAT) for name in offered)
        super().__init__(self.what, self.where, self.mend)

    @property
    def mistakes(self) -> tuple[EcluseError, ...]:
        """The single mistakes that it tells: itself, or those of a whole file."""
        return (self,)

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
        super().__init__(first.what, first.where, first.mend, first.near)
        self.errors = tuple(errors)

    @property
    def mistakes(self) -> tuple[EcluseError, ...]:
        """All of them, in file order."""
        return self.errors

    def __str__(self) -> str:
        lines = [str(error) for error in self.errors[:MOST_TOLD]]
        if len(self.errors) > MOST_TOLD:
            lines.append(f"and {len(self.errors) - MOST_TOLD:,} more mistakes: mend these first")
        return "\n".join(lines)


class DataError(EcluseError):
    """A file under data/ says something that it cannot mean."""


class ModelError(EcluseError):
    """A calculation was asked for something outside its range."""


class NotScreened(EcluseError):
    """What compares names with the lists cannot be imported: no party can be screened."""


def raise_all(errors: Sequence[EcluseError]) -> None:
    """Raise nothing, the one error, or all of them together."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SeveralErrors(errors)


class NearNames(str):
    """Words that offer near names, such as "did you mean 'tpp'?"; empty where there is none."""

    __slots__ = ("names",)
    names: tuple[str, ...]

    def __new__(cls, names: Sequence[str]) -> Self:
        quoted = ", ".join(f"'{name}'" for name in names)
        text = f"did you mean {quoted}?" if len(names) == 1 else f"near names are {quoted}"
        words = super().__new__(cls, text if names else "")
        words.names = tuple(names)
        return words


def near(name: str, names: Sequence[str], *, most: int = 3) -> NearNames:
    """Say which of `names` are near `name`, as words for an error's mend; empty where none is.

    >>> near("tpps", ["tpp", "destination"]), near("tpps", ["tpp", "destination"]).names
    ("did you mean 'tpp'?", ('tpp',))
    """
    if len(name) > MOST_COMPARED:
        return NearNames(())
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in names}
    close = get_close_matches(name.casefold(), list(folded), n=most, cutoff=0.6)
    return NearNames([folded[match] for match in close])


def offered(name: str, names: Sequence[str]) -> str:
    """What is to be named instead of `name`: what is near it, or else all that there are.

    >>> offered("fey", ["fee", "cap"]), offered("quota", ["fee", "cap"])
    ("did you mean 'fee'?", 'there are fee, cap')
    """
    return near(name, names) or f"there are {', '.join(names)}"
