"""Whatever is asked, its one address asks the very question, and three ways repeat it."""

from __future__ import annotations

import json
import random
import shlex
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from ecluse.cli.main import status
from ecluse.errors import EcluseError
from ecluse.web.address import address_of, said_of
from ecluse.web.repeat import repeats

pytestmark = pytest.mark.slow
QUESTIONS = Path(__file__).parent.parent / "frozen" / "questions.jsonl"
DRAWN, REPEATED = 1_500, 25


def drawn(count: int) -> list[dict[str, object]]:
    lines = QUESTIONS.read_text("utf-8").splitlines()
    return [json.loads(line) for line in random.Random(13).sample(lines, count)]


def words_in(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    names = zip(("item", "to", "on"), map(unquote, parts.path.split("/")[2:]), strict=True)
    return dict(names) | dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))


def test_an_address_asks_the_very_question_and_is_the_only_one(site):
    met = 0
    for said in drawn(DRAWN):
        try:
            asked = site.reader().read(said)
        except EcluseError:
            continue
        address = address_of(asked, said, site)
        if address is None:
            continue
        met += 1
        again = said_of(words_in(address), site)
        read = site.reader().read(again)
        assert address_of(read, again, site) == address
        if asked.shipment.parties is None:
            assert read.shipment == asked.shipment, address
            assert read.law == asked.law, address
    assert met > DRAWN / 2


def test_command_python_and_curl_give_one_verdict(site, web, capsys):
    repeated = 0
    for said in drawn(DRAWN):
        try:
            asked = site.reader().read(said)
        except EcluseError:
            continue
        address = address_of(asked, said, site)
        if address is None or asked.shipment.parties is not None:
            continue
        ways = repeats(said_of(words_in(address), site), "en", "http://here")
        status([*shlex.split(ways.command)[1:], "--json"])
        printed = json.loads(capsys.readouterr().out)
        exec(ways.python or "", {})
        verdict = capsys.readouterr().out
        parts = urlsplit(shlex.split(unescape(ways.curl or ""))[1])
        sent = web.get(f"{parts.path}?{parts.query}").json()
        sent.pop("links", None)
        assert sent.pop("engine")
        assert {key: sent[key] for key in printed if key in sent} == {
            key: value for key, value in printed.items() if key in sent
        }
        assert verdict.startswith(printed["outcome"])
        repeated += 1
        if repeated == REPEATED:
            return
    pytest.fail(f"only {repeated} questions could be repeated")
