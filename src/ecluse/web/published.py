"""The published JSON Schemas, as a server knows them.

Belongs here: finding one by its name. Does not: making one (answers), or which answers are
published (whoever starts the server says it).
Always true: what is served is what `ecluse schema NAME` prints.
"""

from __future__ import annotations

from importlib import import_module

from ecluse.answers.schema import schema_of
from ecluse.errors import UnknownNameError, near
from ecluse.law.files import FILES, file_schema_of
from ecluse.web.params import Json
from ecluse.web.site import Site

_DATA = "data/"


def schema_names(site: Site) -> list[str]:
    """The names of all: answers, then data files."""
    return [*sorted(site.published), *(_DATA + name for name in FILES)]


def schema_named(site: Site, name: str) -> Json:
    """One schema by its name.

    Raises:
        UnknownNameError: No answer and no data file is called that.
    """
    names = schema_names(site)
    if name not in names:
        mend = near(name, names) or "`ecluse schema` lists them"
        raise UnknownNameError(f"no schema is called '{name}'", "schema", mend)
    if name.startswith(_DATA):
        return file_schema_of(name.removeprefix(_DATA))
    module, _, kind = site.published[name].partition(":")
    return schema_of(getattr(import_module(module), kind))
