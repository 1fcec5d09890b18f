"""Messages between the chips that run one model together.

Belongs here: the sizes of one exchange. Does not: which exchanges a layer has, or their times
(collective.py).
Always true: sizes are per chip and per repeat.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One exchange between the chips of a group.

    Args:
        repeats: How often it happens in a pass.
        sent_bytes: What each chip has to give.
        group: How many chips take part.
        copies: For an all-to-all, how many chips each token goes to.
        node_copies: For an all-to-all, to how many nodes each token goes at most.
        small: Whether each copy is sent by itself.
    """

    name: str
    kind: str
    repeats: float
    sent_bytes: float
    group: int
    copies: float = 1.0
    node_copies: float = 1.0
    small: bool = False
