"""Messages between the chips that run one model together, by what each chip sends.

Belongs here: the sizes of one exchange. Does not: which exchanges a layer has, or their times
(collective.py).
Always true: sizes are per chip and per repeat.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One exchange between the chips of a `group`, `repeats` times per pass; `sent_bytes` is what
    each chip has to give.

    For an all-to-all, each token goes to `copies` chips and to `node_copies` nodes at most; `small`
    ones are sent copy by copy.
    """

    name: str
    kind: str
    repeats: float
    sent_bytes: float
    group: int
    copies: float = 1.0
    node_copies: float = 1.0
    small: bool = False
