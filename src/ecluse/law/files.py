"""The JSON Schemas of the data files that a jurist edits, for editors.

Belongs here: which file has which shape, and how a provision lies in a measure's file.
Does not: reading the files (library, measure, scenario and facts).
Always true: every file that loads is valid under its schema.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ecluse.answers.file_schema import file_schema
from ecluse.facts.book_words import BookWords
from ecluse.facts.end_use import EndUsesFile, OrdinaryUsesFile
from ecluse.facts.exporter import ExportersFile
from ecluse.facts.item_file import ItemFile
from ecluse.law.coverage import CoverageFile
from ecluse.law.measure import MeasureFile, ProvisionDates, Removal
from ecluse.law.provision import KINDS
from ecluse.law.read_data import AboutFile, CountriesFile, ProvisionsFile, VocabularyFile
from ecluse.law.scenario import ScenarioFile

Schema = dict[str, Any]


def file_schema_of(name: str) -> Schema:
    """The schema of one of `FILES`."""
    return FILES[name](name)


def _of(shape: type) -> Callable[[str], Schema]:
    return lambda name: file_schema(shape, f"ecluse data: {name}")


def _item(name: str) -> Schema:
    """An item: a figure may be written as a number alone, and so may `datacenter`."""
    schema = _of(ItemFile)(name)
    properties = schema["properties"]
    figure = properties["figures"]["additionalProperties"]
    number = {"type": ["number", "string", "null"]}
    properties["figures"] = {"type": "object", "additionalProperties": {"anyOf": [figure, number]}}
    flag = {"type": ["boolean", "string"]}
    properties["datacenter"] = {"anyOf": [*properties["datacenter"]["anyOf"], flag]}
    return schema


def _items(name: str) -> Schema:
    """A file of items."""
    item = _item(name)
    definitions = item.pop("$defs")
    head = {"$schema": item.pop("$schema"), "title": item.pop("title")}
    listed = {"items": {"type": "array", "items": {"$ref": "#/$defs/ItemFile"}}}
    return head | _closed(listed) | {"$defs": {"ItemFile": item, **definitions}}


def _measure(name: str) -> Schema:
    """A measure: under `adds` and `replaces` provisions of each kind, with their dates."""
    schema = _of(MeasureFile)(name)
    definitions: Schema = schema.setdefault("$defs", {})
    dates = _joined(ProvisionDates, definitions)["properties"]
    kinds = dict.fromkeys(KINDS.values())
    for kind in kinds:
        shape = _joined(kind, definitions)
        shape["properties"] |= dates
        definitions[kind.__name__] = shape
    definitions["Removal"] = _joined(Removal, definitions)
    provision = {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in kinds]}
    for act in ("adds", "replaces"):
        schema["properties"][act] = {"type": ["array", "null"], "items": provision}
    removed = {"type": ["array", "null"], "items": {"$ref": "#/$defs/Removal"}}
    schema["properties"]["removes"] = removed
    return schema


def _scenario(name: str) -> Schema:
    """A scenario: under `adds` whole measures."""
    schema = _of(ScenarioFile)(name)
    measure = _measure(name)
    definitions = schema.setdefault("$defs", {}) | measure.pop("$defs")
    definitions["Measure"] = {key: measure[key] for key in measure if key not in _HEAD}
    added = {"type": "array", "items": {"$ref": "#/$defs/Measure"}}
    schema["properties"]["adds"] = added
    schema["$defs"] = dict(sorted(definitions.items()))
    return schema


_HEAD = ("$schema", "title")


def _joined(shape: type, definitions: Schema) -> Schema:
    """The schema of a shape, its definitions laid with others."""
    schema = file_schema(shape, shape.__name__)
    definitions |= schema.pop("$defs", {})
    return {key: schema[key] for key in schema if key not in _HEAD}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


FILES: dict[str, Callable[[str], Schema]] = {
    "about": _of(AboutFile),
    "countries": _of(CountriesFile),
    "coverage": _of(CoverageFile),
    "end-uses": _of(EndUsesFile),
    "exporters": _of(ExportersFile),
    "item": _item,
    "items": _items,
    "measure": _measure,
    "order-books": _of(BookWords),
    "ordinary-uses": _of(OrdinaryUsesFile),
    "provisions": _of(ProvisionsFile),
    "scenario": _scenario,
    "vocabulary": _of(VocabularyFile),
}
