"""An answer that was kept as JSON, run again and held to what it was.

Belongs here: the question that an answer was of, and what is different now.
Does not: running it (beside).
Always true: the same data, the same book and the same engine give the same id and the same numbers
to the last bit; where something differs, it is said which of them changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from ecluse.answers.plain import plain
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.simulate.ask import Question, SideOfLaw
from ecluse.simulate.beside import Beside, answer_with
from ecluse.simulate.ground import DRAWS, SEEDS
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import SimulationAnswer
from ecluse.simulate.run import Progress, quiet

_MOST_BYTES = 1 << 28
_COMPARED = ("series", "effect", "why", "orders", "gates", "books")
_ORIGINS = ("law_hash", "market_hash", "engine")
_MISSING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAnswer:
    """Whether an answer comes out again.

    Args:
        id: Of the answer that was kept.
        id_now: Of the one that came out now.
        same: The same id, and every number the same to the last bit.
        compared: How many numbers were compared.
        different: How many of them differ, or are there on one side alone.
        changed: What changed of law_hash, market_hash, engine and orders.
        engine: That of the answer that was kept.
        engine_now: That of today.
    """

    SCHEMA: ClassVar[str] = "ecluse.simulation-replay/1"

    market: str
    id: str
    id_now: str
    same: bool
    compared: int
    different: int
    changed: list[str]
    engine: str
    engine_now: str


Laws = Callable[[str], SideOfLaw]


def read_kept(path: Path) -> dict[str, Any]:
    """An answer that was kept as JSON.

    Raises:
        InputError: It is not there, or is no answer of a simulation.
    """
    where, mend = str(path), "give an answer that was written as .json"
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"more than {_MOST_BYTES >> 20} MiB", where, mend)
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where, mend) from error
    except (ValueError, RecursionError) as error:
        raise InputError("this is no JSON", where, mend) from error
    if not isinstance(said, dict) or said.get("schema") != SimulationAnswer.SCHEMA:
        raise InputError("this is no answer of a simulation", where, mend)
    if said.get("levers") is not None:
        raise InputError("an effect of levers is not run again", where, "run the command again")
    lacking = [name for name in _NEEDED if name not in said]
    if lacking:
        raise InputError(f"it lacks {', '.join(lacking)}", where, mend)
    if said["draws"] not in DRAWS or said["seed"] not in SEEDS:
        what = f"it is of {said['draws']} draws with the seed {said['seed']}"
        raise InputError(what, where, f"give one of {DRAWS[0]} to {DRAWS[-1]:,} draws")
    return said


_NEEDED = (
    *("market", "scenario", "versus", "destination", "known", "from", "until", "by", "seed"),
    *("draws", "id", "series", "rests_on", *_ORIGINS),
)


def question_of(said: Mapping[str, Any], market: Market, laws: Laws, where: str) -> Question:
    """The question that an answer was of.

    Args:
        laws: A side of the law by name.

    Raises:
        InputError: The answer is of another market, or not whole.
    """
    if said["market"] != market.file.market:
        what = f"it is an answer about {said['market']}, not about {market.file.market}"
        raise InputError(what, where, "name that market")
    try:
        return _question(said, market, laws)
    except (KeyError, TypeError, ValueError) as error:
        mend = "give the file as it was written"
        raise InputError(f"the answer is not whole: {error}", where, mend) from error


def _question(said: Mapping[str, Any], market: Market, laws: Laws) -> Question:
    until = date.fromisoformat(said["until"])
    settings = {row["prior"]: row["set_to"] for row in said["rests_on"]}
    sides = [None if said[side] is None else laws(said[side]) for side in ("scenario", "versus")]
    return Question(
        scenario=sides[0] or SideOfLaw(),
        versus=sides[1],
        destination=said["destination"],
        known=_day(said["known"]),
        settings={name: value for name, value in settings.items() if value is not None},
        draws=said["draws"],
        seed=said["seed"],
        by=said["by"],
        by_buyer=any(row["buyer"] is not None for row in said["series"]),
        show=tuple(dict.fromkeys(row["measure"] for row in said["series"])),
        since=_day(said.get("asked_from", said["from"])),
        until=None if until == market.file.until else until,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def beside_of(said: Mapping[str, Any]) -> Beside:
    """What was asked beside the ranges."""
    why, orders = said.get("why"), said.get("orders")
    text = None
    if why is not None:
        text = f"{why['measure']}@{why['period']}"
        text += f"/{why['product']}" if why["product"] is not None else ""
    if orders is None:
        return Beside(why=text)
    return Beside(why=text, orders=orders["book"], columns=orders["columns"])


def replay(
    said: Mapping[str, Any],
    market: Market,
    library: Library,
    laws: Laws,
    where: str,
    *,
    progress: Progress = quiet,
) -> ReplayAnswer:
    """Run an answer again, and hold it to what it was.

    Raises:
        InputError: It cannot be run again: it is of another market, or its book is not there.
    """
    question = question_of(said, market, laws, where)
    again = answer_with(market, library, question, beside_of(said), progress=progress)
    now: Mapping[str, Any] = plain(again)
    before, after = (dict(_leaves([each.get(name) for name in _COMPARED])) for each in (said, now))
    compared = before.keys() | after.keys()
    different = sum(before.get(at, _MISSING) != after.get(at, _MISSING) for at in compared)
    return ReplayAnswer(
        market=market.file.market,
        id=said["id"],
        id_now=again.id,
        same=said["id"] == again.id and not different,
        compared=len(compared),
        different=different,
        changed=_changed(said, now),
        engine=said["engine"],
        engine_now=now["engine"],
    )


def _changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What an answer rests on and is not what it was."""
    books = [(each.get("orders") or {}).get("digest") for each in (then, now)]
    changed = [name for name in _ORIGINS if then[name] != now[name]]
    return changed if books[0] == books[1] else [*changed, "orders"]


def _leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The leaves of a plain value, each with where it stands."""
    if isinstance(value, (Mapping, list)):
        parts = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, part in parts:
            yield from _leaves(part, (*at, key))
    else:
        yield at, value
