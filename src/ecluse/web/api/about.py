"""`/api/v1/schemas` and `openapi.json`: the API's own description.

Belongs here: serving it. Does not: making it (openapi, published).
Always true: it is made of the table that is served.
"""

from __future__ import annotations

import orjson

from ecluse.web.openapi import openapi
from ecluse.web.params import Json
from ecluse.web.problem import not_found
from ecluse.web.published import schema_named, schema_names
from ecluse.web.remembered import once_a_release
from ecluse.web.reply import DATED, Reply, json_reply
from ecluse.web.routes import LANG, Call, Endpoint
from ecluse.web.site import Site


def schemas(call: Call) -> Reply:
    """The names of all published schemas."""
    return json_reply([*schema_names(call.site)], max_age=DATED)


def schema(call: Call) -> Reply:
    """One schema."""
    with not_found():
        return json_reply(schema_named(call.site, call.path["schema"]), max_age=DATED)


def description(call: Call) -> Reply:
    """The OpenAPI document."""
    return Reply(body=orjson.dumps(document(call.site)), max_age=DATED)


@once_a_release()
def document(site: Site) -> Json:
    """The OpenAPI document of a site, made once."""
    from ecluse.web.api.table import API

    return openapi(API, site)


ENDPOINTS = (
    Endpoint(
        "/api/v1/schemas",
        schemas,
        "The names of the published JSON Schemas: of answers, and of data files.",
        takes=(LANG,),
        example="",
    ),
    Endpoint(
        "/api/v1/schemas/{schema:path}",
        schema,
        "The JSON Schema of an answer or of a data file.",
        takes=(LANG,),
        example="determination",
    ),
    Endpoint(
        "/api/v1/openapi.json",
        description,
        "This API as an OpenAPI document.",
        takes=(LANG,),
        example="",
    ),
)
