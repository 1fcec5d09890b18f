"""An answer that is written out part by part has the bytes of its plain data."""

from __future__ import annotations

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from determine.test_verdict_of import drawn, library
from ecluse.answers.plain import opened, plain
from ecluse.determine.answer import answer_of
from ecluse.determine.decide import determine
from ecluse.web.reply import json_bytes


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["en", "fr"]))
def test_an_answer_written_out_part_by_part_is_its_plain_data(seed: int, lang: str) -> None:
    shipment, law = drawn(seed)
    answer = answer_of(determine(shipment, law, library()), library(), lang=lang)
    whole = orjson.dumps(plain(answer))
    for _ in range(2):  # the second time from texts that are kept
        assert json_bytes({"schema": answer.SCHEMA} | opened(answer)) == whole
