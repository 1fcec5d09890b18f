"""Addresses of PostgreSQL are read, and no secret of one is shown."""

from __future__ import annotations

import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.tables.postgres_address import address_of, is_address, shown

HOST = "db.example:5433/shop"


@pytest.mark.parametrize(
    ("url", "visible"),
    [
        param(f"postgres://{HOST}", f"postgresql://{HOST}", id="nobody"),
        param(f"postgresql://anna@{HOST}", f"postgresql://anna@{HOST}", id="a user"),
        param(f"postgresql://anna:x%40y@{HOST}", f"postgresql://anna:***@{HOST}", id="a password"),
        param(f"postgresql://anna:@{HOST}", f"postgresql://anna:***@{HOST}", id="an empty one"),
        param(
            f"postgresql://{HOST}?password=x&sslmode=require",
            f"postgresql://{HOST}?password=***&sslmode=require",
            id="a password among the settings",
        ),
        param(
            f"postgresql://{HOST}?sslmode=require&SSLPassword=x",
            f"postgresql://{HOST}?sslmode=require&SSLPassword=***",
            id="that of a key",
        ),
    ],
)
@pytest.mark.parametrize("table", ["", "#sales.orders"])
def test_a_password_is_never_shown(url: str, visible: str, table: str) -> None:
    found = address_of(url + table)
    assert found.url == url
    assert found.shown == visible + table == shown(url + table)
    assert repr(found) == f"Address('{visible}{table}')"


@pytest.mark.parametrize(
    "url",
    [
        param("postgresql://anna:x@y@db/shop", id="a sign in the password that ends it"),
        param("postgresql://anna:x:y@db/shop", id="a colon in it"),
        param("postgresql://anna@db:none/shop", id="a port that is none"),
    ],
)
def test_an_address_that_nobody_can_read_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(InputError) as caught:
        address_of(url)
    assert "anna" not in str(caught.value) and "%40" in caught.value.mend


@pytest.mark.parametrize(
    ("fragment", "schema", "table", "query"),
    [
        ("orders", None, "orders", None),
        (" sales.orders ", "sales", "orders", None),
        ("SELECT * FROM x", None, None, "SELECT * FROM x"),
        (
            "with a as (select 1) select * from a",
            None,
            None,
            "with a as (select 1) select * from a",
        ),
        ("selected", None, "selected", None),
        ("", None, None, None),
    ],
)
def test_what_follows_names_a_table_or_is_a_query(
    fragment: str, schema: str | None, table: str | None, query: str | None
) -> None:
    found = address_of(f"postgresql://{HOST}#{fragment}")
    assert (found.schema, found.table, found.query) == (schema, table, query)


@pytest.mark.parametrize(
    ("fragment", "what"),
    [("select 1; drop table x", "without a semicolon"), ("a b", "neither a table nor a SELECT")],
)
def test_what_is_neither_is_refused(fragment: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        address_of(f"postgresql://anna:secret@{HOST}#{fragment}")
    assert "secret" not in str(caught.value) and "drop" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("postgresql://x", True), ("POSTGRES://x", True), ("postgres:/x", False), ("a.csv", False)],
)
def test_an_address_is_told_from_a_file(text: str, *, is_one: bool) -> None:
    assert is_address(text) is is_one
    if not is_one:
        assert shown(text) == text
