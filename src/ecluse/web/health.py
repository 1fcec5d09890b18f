"""`/healthz` and `/readyz`: what whoever runs a server asks it.

Belongs here: whether it lives, and whether it can answer. Does not: metrics.
Always true: neither says anything of the data but their version, and neither needs a token.
"""

from __future__ import annotations

from ecluse.web.reply import TEXT, Reply, json_reply
from ecluse.web.routes import Call, Endpoint


def healthz(_: Call) -> Reply:
    """The process answers."""
    return Reply(body=b"ok\n", media=TEXT)


def readyz(call: Call) -> Reply:
    """The data are open, and what is kept can be read.

    Raises:
        Refused: The store cannot be read.
    """
    if call.state.has_store:
        call.state.store.read("SELECT value FROM salt")
    return json_reply({"ready": True, "data_version": call.library.version})


ENDPOINTS = (
    Endpoint("/healthz", healthz, "The process answers.", sends=TEXT, role=None),
    Endpoint("/readyz", readyz, "It can answer questions.", role=None),
)
