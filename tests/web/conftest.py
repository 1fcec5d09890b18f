"""A site of the data that answer, and its application, made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from ecluse.cli.schema import ANSWERS
from ecluse.law.release import open_release
from ecluse.web.app import create_app
from ecluse.web.site import Site

TODAY = date(2026, 9, 30)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A site whose markets take the time that they take: many tests at once make a machine slow,
    and what is refused for that reason is tested in test_patience.py.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ecluse.web.market.ends_a_market", lambda: lambda _done, _of: None)
        yield Site(release=open_release(), today=lambda: TODAY, published=ANSWERS)


@pytest.fixture(scope="session")
def web(site: Site) -> TestClient:
    return TestClient(
        create_app(site),
        base_url="http://127.0.0.1:8080",
        raise_server_exceptions=False,
        follow_redirects=False,
    )
