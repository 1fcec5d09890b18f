"""What a tool gives back, as a value with a schema.

Belongs here: the keys that every result has, and their JSON Schema. Does not: an answer's own keys.
Always true: an answer stands whole and unchanged under `answer`; beside it stand the day of the
data, what was assumed, where it is found, and that it is no legal advice.
"""

from __future__ import annotations

from ecluse.determine.remarks import disclaimer
from ecluse.web.answering import AnsweredData
from ecluse.web.params import Json
from ecluse.web.published import schema_named
from ecluse.web.site import Site


def result_of(site: Site, found: AnsweredData, lang: str) -> Json:
    """An answer as a tool gives it back: `answer` is what `--json` prints; `links` says where it is
    found, null where it has no address.
    """
    return {
        "answer": found.data,
        "assumptions": list(found.assumptions),
        "links": dict(found.links),
        "data_as_of": site.library.data_as_of.isoformat(),
        "data_version": site.library.version,
        "engine": site.engine,
        "disclaimer": disclaimer(site.library, lang),
    }


def _without_prose(schema: Json) -> Json:
    """A schema without descriptions: an assistant reads all tools at once. The published one, which
    `title` names, has them.
    """
    return {
        name: _without_prose(part) if isinstance(part, dict) else part
        for name, part in schema.items()
        if not (name == "description" and isinstance(part, str))
    }


def result_schema(site: Site, answer: str, *, listed: bool) -> Json:
    """The JSON Schema of a result.

    Args:
        answer: The name of the published schema of the answer.
        listed: The answer is a list of these.
    """
    text: Json = {"type": "string"}
    body = _without_prose(schema_named(site, answer))
    body.pop("$schema", None)
    defined = body.pop("$defs", {})
    words: Json = {"type": "array", "items": text}
    links: Json = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
    properties: Json = {
        "answer": {"type": "array", "items": body} if listed else body,
        "assumptions": words,
        "links": links,
        **dict.fromkeys(("data_as_of", "data_version", "engine", "disclaimer"), text),
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": defined,
    }
