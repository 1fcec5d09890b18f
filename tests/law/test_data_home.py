"""Which data are in use: the newest installed, and after going back those before them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecluse.errors import DataError, InputError
from ecluse.law.data_home import (
    SHIPPED,
    InstalledData,
    chosen,
    data_home,
    day_in_use,
    installed,
    put_in_use,
    went_back,
    with_newest,
)

FIRST, SECOND, THIRD = (
    InstalledData(digest=f"{number:064x}", as_of=date(2026, number, 1)) for number in (1, 2, 3)
)


def test_the_newest_stands_last_and_each_once() -> None:
    assert with_newest((), FIRST) == (FIRST,)
    assert with_newest((FIRST, SECOND), THIRD) == (FIRST, SECOND, THIRD)
    assert with_newest((FIRST, SECOND), FIRST) == (SECOND, FIRST)


def test_going_back_takes_the_last_out_of_use_one_by_one(tmp_path) -> None:
    put_in_use(tmp_path, (FIRST, SECOND, THIRD))
    assert [went_back(tmp_path) for _ in range(2)] == [THIRD, SECOND]
    assert installed(tmp_path) == (FIRST,)
    assert went_back(tmp_path) == FIRST and installed(tmp_path) == ()
    with pytest.raises(InputError, match=r"^no data are installed: .* `ecluse data install FILE`$"):
        went_back(tmp_path)


@pytest.mark.parametrize(("days", "in_use"), [(-1, "shipped"), (0, "installed"), (1, "installed")])
def test_what_was_installed_answers_unless_the_shipped_data_are_newer(
    tmp_path, days: int, in_use: str
) -> None:
    settings = {"XDG_DATA_HOME": str(tmp_path)}
    home, shipped = data_home(settings), day_in_use(tmp_path / "none")
    row = replace(FIRST, as_of=shipped + timedelta(days=days))
    home.mkdir(parents=True)
    put_in_use(home, (row,))
    assert day_in_use(home) == max(shipped, row.as_of)
    if in_use == "installed":
        with pytest.raises(DataError, match="the installed data are no longer there"):
            chosen(settings)
        (home / row.digest).mkdir()
    assert chosen(settings) == ((home / row.digest) if days >= 0 else SHIPPED, in_use)
