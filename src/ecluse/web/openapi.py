"""The API's own description (OpenAPI 3.1), made of the table of endpoints and the published JSON
Schemas.

Belongs here: from endpoints, parameters and schemas to the document. Does not: what an endpoint
takes or answers.
Always true: every endpoint of the API stands in it with every parameter that it takes; an answer's
schema is the published one, with what a server adds (links, engine).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from http import HTTPStatus

from ecluse.answers.schema import DRAFT, schema_of
from ecluse.facts.vocabulary import FactMeaning, FactType
from ecluse.web.params import LONGEST, Json, Param
from ecluse.web.problem import MEDIA, HttpProblem
from ecluse.web.published import schema_named
from ecluse.web.routes import IN_PATH, Endpoint
from ecluse.web.site import Site

_LINKS = {
    "type": "object",
    "description": "Where the answer is found; null where no address says what was asked.",
    "additionalProperties": {"type": ["string", "null"]},
}
_ENGINE = {"type": "string", "description": "The release of ecluse that answered."}
# What a body holds that no published schema describes.
_BODIES: dict[str, Json] = {
    "application/yaml": {"type": "string", "description": "A scenario (schema data/scenario)."},
    "application/x-ndjson": {
        "type": "string",
        "description": "One question, a JSON object, a line.",
    },
    "multipart/form-data": {
        "type": "object",
        "description": "The fields of the form, and its file: an order book.",
    },
    "application/json": {"type": "object"},
}


def openapi(endpoints: Sequence[Endpoint], site: Site) -> Json:
    """The document that describes these endpoints."""
    book = _Components(site)
    paths: Json = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.shown_path, {})[endpoint.method.lower()] = _operation(
            endpoint, book
        )
    servers = [{"url": site.settings.public_url or "/"}]
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DRAFT,
        "info": {
            "title": "Ecluse",
            "version": site.engine,
            "summary": "May this AI chip ship there, on that day, under which rule, and why?",
            "description": "An answer that is UNDETERMINED is an answer (200). Whatever is not "
            "understood is refused (422): an unknown, misspelt, repeated or empty parameter. "
            "Not legal advice.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": servers,
        "paths": paths,
        "components": {"schemas": book.schemas, "parameters": book.parameters},
    }


class _Components:
    """The schemas and parameters that several endpoints share, each put in once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.schemas: Json = {}
        self.parameters: Json = {}
        self.put("problem", schema_of(HttpProblem))

    def put(self, name: str, schema: Json) -> Json:
        """Put a schema among the components; a reference to it.

        What it defines stands beside it, under its name: a document has one place for all.
        """
        if name not in self.schemas:
            text = json.dumps(schema).replace('"#/$defs/', f'"#/components/schemas/{name}.')
            body: Json = json.loads(text)
            body.pop("$schema", None)
            self.schemas[name] = body
            for inner, defined in body.pop("$defs", {}).items():
                self.schemas[f"{name}.{inner}"] = defined
        return _ref("schemas", name)

    def answer(self, endpoint: Endpoint) -> Json:
        """The schema of an endpoint's answer."""
        if endpoint.answer is None or endpoint.answer not in self.site.published:
            return {}
        schema = schema_named(self.site, endpoint.answer)
        if endpoint.listed:
            return {"type": "array", "items": self.put(endpoint.answer, schema)}
        schema["properties"] |= {"links": _LINKS}
        if "engine" not in schema["required"]:  # an answer that can be run again has its own
            schema["properties"] |= {"engine": _ENGINE}
            schema["required"].append("engine")
        return self.put(f"{endpoint.answer}-answer", schema)

    def parameter(self, param: Param) -> list[Json]:
        """A parameter, or one for each fact of the vocabulary that its family sets."""
        if not param.family:
            return [_parameter(param.name, param.about, param.schema, param)]
        found = []
        for fact, meaning in self.site.library.vocabulary.facts.items():
            name = f"{param.name}{fact}"
            said = _parameter(name, meaning.meaning.say("en"), _values(meaning), param)
            self.parameters.setdefault(name, said)
            found.append(_ref("parameters", name))
        return found


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _parameter(name: str, about: str, schema: Json, param: Param) -> Json:
    said: Json = {"name": name, "in": "query", "description": about, "schema": schema}
    if param.required:
        said["required"] = True
    if param.example is not None:
        said["example"] = param.example
    return said


def _values(meaning: FactMeaning) -> Json:
    """What a fact may be, as text."""
    if meaning.type is FactType.FLAG:
        return {"type": "string", "enum": ["yes", "no", "unknown"]}
    if meaning.symbols:
        return {"type": "string", "enum": [*meaning.symbols, "unknown"]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def _operation(endpoint: Endpoint, book: _Components) -> Json:
    told = book.schemas["problem"]["description"]
    problem = {"description": told, "content": {MEDIA: {"schema": _ref("schemas", "problem")}}}
    said: Json = {
        "summary": endpoint.about,
        "operationId": _named(endpoint),
        "parameters": [*_path_parameters(endpoint)],
        "responses": {
            **dict.fromkeys(_answers(endpoint), _answered(endpoint, book)),
            **dict.fromkeys(_statuses(endpoint), problem),
        },
    }
    for param in endpoint.takes:
        said["parameters"].extend(book.parameter(param))
    if endpoint.body is not None:
        said["requestBody"] = {
            "required": True,
            "content": {endpoint.body: {"schema": _body(endpoint)}},
        }
    return said


def _answers(endpoint: Endpoint) -> list[str]:
    """The statuses of its answers: what is made may have been made before."""
    made = endpoint.status is HTTPStatus.CREATED
    return ["200", "201"] if made else [str(endpoint.status.value)]


def _answered(endpoint: Endpoint, book: _Components) -> Json:
    """The response of an endpoint that answered."""
    said: Json = {"description": endpoint.about}
    if endpoint.status is not HTTPStatus.NO_CONTENT:
        said["content"] = {endpoint.sends: {"schema": book.answer(endpoint)}}
    return said


def _body(endpoint: Endpoint) -> Json:
    if endpoint.reads is not None:
        return dict(endpoint.reads)
    return _BODIES[endpoint.body or "application/json"]


def _statuses(endpoint: Endpoint) -> list[str]:
    """The statuses of errors that an endpoint can answer with."""
    found = ["406", "414", "422", "500"]
    if IN_PATH.search(endpoint.path):
        found.append("404")
    if endpoint.body is not None:
        found += ["413", "415"]
    if endpoint.heavy or endpoint.heavy_with or endpoint.long_with:
        found.append("503")
    if endpoint.role != "reader":
        found += ["401", "403"]
    found += [str(status.value) for status in endpoint.refuses]
    return sorted({*found})


def _path_parameters(endpoint: Endpoint) -> list[Json]:
    text = {"type": "string", "minLength": 1}
    example = (endpoint.example or "").partition("?")[0]
    return [
        {"name": name, "in": "path", "required": True, "schema": text, "example": example}
        for name in IN_PATH.findall(endpoint.path)
    ]


def _named(endpoint: Endpoint) -> str:
    """A name for programs that are made of the document: getMeasures, postScreening."""
    parts = re.split(r"[^a-z0-9]+", IN_PATH.sub("one", endpoint.path.removeprefix("/api/v1/")))
    return endpoint.method.lower() + "".join(part.capitalize() for part in parts)
