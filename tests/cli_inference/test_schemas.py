"""Each command's answer has a schema, in which every key is described."""

from __future__ import annotations

import json

import pytest

from ecluse.answers.schema import schema_of
from ecluse.design import DesignReport
from ecluse.inference import Comparison, InferAnswer
from ecluse.inference.validation import ValidationAnswer
from ecluse.simulate.law_impact import Impact

MODEL = "--model Llama-3.1-8B"
SMALL = "--tp 1 --stacks 2 --per-doubling 1 --link 300 --tolerance 0.05"
ASKED = {
    InferAnswer: f"infer H20 {MODEL} --count 1",
    Comparison: f"compare H20 H100 {MODEL} --count 1",
    ValidationAnswer: "infer --validate",
    DesignReport: f"design --to CN --on 2023-12-01 {MODEL} {SMALL}",
}


@pytest.mark.parametrize(("answer", "words"), ASKED.items())
def test_what_is_printed_has_the_keys_of_its_schema_in_their_order(run, answer, words):
    code, out, _ = run(*words.split(), "--json")
    assert code == 0
    printed = json.loads(out)
    schema = schema_of(answer)
    assert list(printed) == list(schema["properties"])
    assert printed["schema"] == schema["title"]


@pytest.mark.parametrize("answer", [*ASKED, Impact])
def test_every_key_of_an_answer_is_described(answer: type) -> None:
    properties = {**schema_of(answer)["properties"]}
    del properties["schema"]
    assert [name for name, value in properties.items() if "description" not in value] == []
