"""Who asks, and what they may do.

Belongs here: the roles. Does not: reading a token (tokens), or what an endpoint needs (routes).
Always true: whoever is not known is at most a reader; a role may do what it is said to, no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "preparer", "approver", "auditor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
# What each may do besides: an approver prepares too, an auditor sees what others had made.
_MAY: dict[Role, frozenset[Role]] = {
    "reader": frozenset({"reader"}),
    "preparer": frozenset({"reader", "preparer"}),
    "approver": frozenset({"reader", "preparer", "approver"}),
    "auditor": frozenset({"reader", "auditor"}),
    "admin": frozenset(ROLES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks.

    Args:
        subject: The subject of their token; empty where there is none.
        key: What their requests are counted by: the beginning of a token's hash, or an address.
        local: They sit at this machine, and it is reached from nowhere else.
    """

    subject: str
    role: Role
    key: str
    local: bool = False

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may.

        >>> ANYONE.may("reader"), ANYONE.may("preparer"), HERE.may("auditor")
        (True, False, True)
        """
        return role in _MAY[self.role]


ANYONE = Actor(subject="", role="reader", key="anyone")
HERE = Actor(subject="this machine", role="admin", key="here", local=True)
