"""Each command's answer has a schema, in which every key is described."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ecluse.answers.schema import schema_of
from ecluse.cli.compare import compare
from ecluse.cli.design import design
from ecluse.cli.infer import infer
from ecluse.design import DesignReport
from ecluse.design.market import Impact
from ecluse.inference import Comparison, InferAnswer
from ecluse.inference.validation import ValidationAnswer

MODEL = "Llama-3.1-8B"
SMALL = {"tp": 1, "stacks": 2, "per_doubling": 1, "link": 300, "tolerance": 0.05}
ASKED = {
    InferAnswer: lambda: infer(chip="H20", model=MODEL, count=1, json=True),
    Comparison: lambda: compare("H20", "H100", model=MODEL, count=1, json=True),
    ValidationAnswer: lambda: infer(validate=True, json=True),
    DesignReport: lambda: design(to="CN", on="2023-12-01", model=MODEL, json=True, **SMALL),
}


@pytest.mark.parametrize(("answer", "ask"), ASKED.items(), ids=lambda part: part.__name__)
def test_what_is_printed_has_the_keys_of_its_schema_in_their_order(
    answer: type, ask: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    ask()
    printed = json.loads(capsys.readouterr().out)
    schema = schema_of(answer)
    assert list(printed) == list(schema["properties"])
    assert printed["schema"] == schema["title"]


@pytest.mark.parametrize("answer", [*ASKED, Impact])
def test_every_key_of_an_answer_is_described(answer: type) -> None:
    properties = {**schema_of(answer)["properties"]}
    del properties["schema"]
    assert [name for name, value in properties.items() if "description" not in value] == []
