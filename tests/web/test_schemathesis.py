"""The whole API asked from its own description: no answer is other than described, none a fault.

Names are data: a text of the right form that names nothing is refused (404, 422), so that it is not
asked of every well-formed text to be accepted. What stands in every question (its fifteen words) is
asked in full of `check`, of facts one of each kind of values; those that read the same words are
asked one of each kind, and those that answer more slowly a sample.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.api.table import API
from ecluse.web.app import create_app
from ecluse.web.routes import Endpoint
from ecluse.web.settings import Settings
from ecluse.web.site import Site

from .serving import HERE

pytestmark = pytest.mark.slow

DRAWN = 10  # of each operation, besides those that cover its parameters one by one
# Of the requests that cover parameters, each how-manieth is sent: those that should be refused,
# and those that should be answered.
ALL = (1, 1)
SAMPLED = {
    "GET /api/v1/timeline": (1, 2),
    "GET /api/v1/remedy": (1, 9),
    "GET /api/v1/briefs/check": (1, 2),
    "GET /api/v1/briefs/story": (1, 3),
    "GET /api/v1/briefs/measure": (3, 9),
    "GET /api/v1/briefs/day": (3, 9),
    "GET /api/v1/briefs/market": (1, 3),
    "GET /api/v1/simulate/{market}": (9, 15),
    "GET /api/v1/diff": (3, 9),
}
# The words of a question, of which `check` is asked all; every fact is asked of in test_strict.py.
OF_CHECK = tuple(param.name for param in OF_A_PLACE)
FACTS = ("given.",)
# What asks for a thing that is there by its random name, or takes what the fuzzer cannot make up.
NOT_ALONE = ("GET /api/v1/jobs/", "DELETE", "GET /api/v1/kept/", "POST")
# An address that is too long is refused by its length: the fuzzer would have it 422.
CONFIGURATION = {
    "base-url": HERE,
    "checks": {
        "negative_data_rejection": {"expected-statuses": ["4xx", "5xx"]},
        "positive_data_acceptance": {"enabled": False},
    },
    "seed": 20261126,
}


def lines(_: Any, value: Any) -> bytes:
    """What is sent as lines of JSON is a text already."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def api(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description of an application that works at order books too, as it gives it."""
    schemathesis = pytest.importorskip("schemathesis")  # 1 s, which fast tests do not wait for
    schemathesis.serializer("application/x-ndjson")(lines)
    folder = tmp_path_factory.mktemp("kept")
    app = create_app(replace(site, settings=Settings(data_dir=folder)))
    described = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json",
        app,
        headers={"Host": HERE.removeprefix("http://")},
        config=schemathesis.Config.from_dict(CONFIGURATION),
    )
    for path, methods in described.raw_schema["paths"].items():
        words = FACTS if path == "/api/v1/check" else OF_CHECK
        if "get" in methods:
            shared = described.raw_schema["components"]["parameters"]
            _keep_one_of_each_kind(words, methods["get"], shared)
    return described


def _keep_one_of_each_kind(words: tuple[str, ...], operation: Any, shared: Any) -> None:
    """Of the words that another test asks in full, an operation that takes them all keeps one of
    each kind of values: to make up requests of all takes longer than to answer them.
    """
    taken = [
        (said, shared[said["$ref"].rpartition("/")[2]]) if "$ref" in said else (said, said)
        for said in operation["parameters"]
    ]
    asked = [param for _, param in taken if param["name"].startswith(words)]
    if len({param["name"].partition(".")[0] for param in asked}) < len(words):
        return
    first = {json.dumps(param["schema"], sort_keys=True): param for param in reversed(asked)}
    kept = [param["name"] for param in first.values()]
    operation["parameters"] = [
        said
        for said, param in taken
        if param["name"] in kept or not param["name"].startswith(words)
    ]


bounded = settings(
    max_examples=DRAWN,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def label(endpoint: Endpoint) -> str:
    """An operation as its description names it.

    >>> [label(endpoint) for endpoint in API if "schemas" in endpoint.path]
    ['GET /api/v1/schemas', 'GET /api/v1/schemas/{schema}']
    """
    return f"{endpoint.method} {endpoint.path.replace(':path}', '}')}"


@pytest.mark.parametrize("operation", [label(endpoint) for endpoint in API])
def test_no_answer_is_other_than_described(api, operation):
    from schemathesis.pytest.lazy import get_all_tests

    said: Counter[str] = Counter()
    each_refusal, each_question = SAMPLED.get(operation, ALL)

    def ask(case: Any) -> None:
        refused = not case.meta.generation.mode.is_positive
        drawn, each = ("refusals", each_refusal) if refused else ("questions", each_question)
        said[drawn] += 1
        if case.meta.phase.name.value == "coverage" and said[drawn] % each != 0:
            return
        answer = case.call(timeout=60)
        said[str(int(answer.status_code))] += 1
        case.validate_response(answer)

    method, path = operation.split(" ")
    alone = api.include(method=method, path=path)
    tests = list(get_all_tests(schema=alone, test_func=ask, settings=bounded, given_kwargs={}))
    for made in tests:
        _, test = made.ok()
        test()
    print(operation, dict(sorted(said.items())))
    assert len(tests) == 1
    assert said["200"] or operation.startswith(NOT_ALONE), said


def test_what_is_sampled_is_there():
    assert set(SAMPLED) <= set(map(label, API))
