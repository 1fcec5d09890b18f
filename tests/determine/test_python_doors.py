"""What the public functions refuse: a word of a wrong form is one plain mistake, never passed over
and never an error of Python's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

import ecluse
from ecluse.compare import compare, since_release
from ecluse.errors import EcluseError
from ecluse.orders import answer
from ecluse.remedy import remedies
from ecluse.screening.party import Party, Role

HUAWEI = "Huawei Technologies"
NOON = datetime(2025, 5, 20, 12)


def _ask(**said: Any) -> object:
    return ecluse.ask("H20", **{"to": "Germany", "on": "2025-05-20", **said}).outcome


def _remedies(**said: Any) -> object:
    return remedies("H20", **{"to": "Germany", "on": "2025-05-20", **said})


def _compare(**said: Any) -> object:
    words = {"before": "2025-04-08", "after": "2025-04-09", "to": "Germany", **said}
    return compare(words.pop("before"), words.pop("after"), **words)


def _answer(**said: Any) -> object:
    return answer("no such book.csv", **{"on": "2025-05-20", **said})


def _named() -> Iterator[Party]:
    yield Party(name=HUAWEI)


def test_parties_that_can_be_read_once_alone_are_refused_and_never_lost() -> None:
    assert _ask(parties=[Party(name=HUAWEI)]) == _ask(parties=(Party(name=HUAWEI),))
    assert str(_ask(parties=[Party(name=HUAWEI)])) == "Outcome.LICENSE"
    for once in (_named(), iter([Party(name=HUAWEI)]), filter(None, [Party(name=HUAWEI)])):
        with pytest.raises(EcluseError, match=r"no list of parties \(parties\)"):
            _ask(parties=once)


_UNFIT: dict[Callable[..., object], list[dict[str, Any]]] = {
    _ask: [
        *({"parties": parties} for parties in (HUAWEI, [HUAWEI], {HUAWEI: 1}, 5, None)),
        *(
            {"parties": [Party(**party)]}
            for party in ({"name": None}, {"name": "Infineon", "role": "x"})
        ),
        {"parties": [Party(name="Infineon", country=5)]},  # type: ignore[arg-type]
        {"clearances": "cleared.csv"},
        {"library": "data"},
        {"register": {}},
        *({word: value} for word in ("on", "known") for value in (NOON, 20250520, "May 20")),
        *({"reading": value} for value in ("texte", 5, ["text"])),
        {"strict": "no"},
        {"given": ["tpp"]},
        {"eccn": ["3A090"]},
    ],
    _remedies: [{"lang": "xx"}, {"on": NOON}, {"library": "data"}, {"reading": 5}, {"eccn": "foo"}],
    _compare: [
        *({"before": value} for value in (NOON, 1, None)),
        *({"known": value} for value in (NOON, 1, "May 20")),
        {"library": "data"},
        {"before_library": "data"},
        {"lang": "xx"},
        {"reading": 5},
    ],
    _answer: [
        *({word: value} for word in ("on", "known", "since") for value in (NOON, 1, "May 20")),
        *({"reading": value} for value in ("texte", 5)),
        {"lang": "xx"},
        {"columns": "Part"},
        {"strict": "no"},
        {"screen": "no"},
        {"cleared": "no such file.csv"},
        {"library": "data"},
        {"register": {}},
    ],
}


def test_every_door_refuses_what_it_does_not_understand_as_one_of_its_mistakes() -> None:
    for door, unfit in _UNFIT.items():
        for said in unfit:
            with pytest.raises(EcluseError):
                door(**said)
                pytest.fail(f"{door.__name__} takes {said}")


def test_every_door_takes_days_and_readings_as_text() -> None:
    known = {"known": "2025-05-20", "reading": "text"}
    assert _ask(**known) == _remedies(**known).outcome  # type: ignore[attr-defined]
    assert _remedies(eccn="EAR99").outcome == _ask(eccn="EAR99")  # type: ignore[attr-defined]
    assert _compare(**known).changed == 0  # type: ignore[attr-defined]
    with pytest.raises(EcluseError, match="no such"):  # of the book: the words are understood
        _answer(since="2025-05-20", **known)
    with pytest.raises(EcluseError):
        since_release("/no/such/folder", "book.csv")


def test_no_text_is_told_in_a_language_that_there_is_not() -> None:
    found = ecluse.ask("H20", to="Germany", on="2025-05-20")
    with pytest.raises(EcluseError, match="no language is called 'xx'"):
        ecluse.to_json(found, ecluse.load(), lang="xx")


def test_a_role_is_one_of_the_regulation() -> None:
    assert _ask(parties=[Party(name="Infineon Technologies AG", role=Role.END_USER)])
