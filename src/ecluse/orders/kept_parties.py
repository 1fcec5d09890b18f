"""What parties met, kept from one run to the next, so that a party is screened once for each
version of the lists.

Belongs here: writing matches to the user's own cache and finding them there again. Does not:
screening.
Always true: what is kept is used only with the same lists and the same comparison of names; a party
stands there as a digest, never as its name; only so many are kept.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.orders.relations import PARTIES_KEPT, PARTIES_SEEN, PARTY_CELLS
from ecluse.orders.screens import Screens
from ecluse.outputs.cache import cache_folder, sweep, used
from ecluse.outputs.scratch import BEFORE
from ecluse.outputs.staging import staged, swap_folder
from ecluse.screening.match import Band, Match
from ecluse.tables.names import quoted
from ecluse.tables.relation import Column, Relation

if TYPE_CHECKING:
    import duckdb

log = logging.getLogger(__name__)
_MOST = 2_000_000  # parties that are kept for one version of the lists
_FILE = "parties.parquet"
_COUNTRIES = Relation(
    "party_countries",
    "The countries of parties.",
    {
        "text": Column("t", "VARCHAR", "the text as it stands in the cell"),
        "code": Column("v", "VARCHAR", "the country's code"),
    },
)
_KEYED = Relation(
    "parties_keyed",
    "Every distinct party of a book once, with all its seats.",
    {
        **PARTY_CELLS,
        "seats": Column("seats", "INTEGER[]", "the numbers of its seats, in order"),
        "key": PARTIES_KEPT.key,
    },
)
_FRESH = PARTIES_KEPT.called("parties_fresh")
_NAMES = ", ".join(map(str, PARTY_CELLS.values()))
_CELLS = ", ".join(f"s.{column}" for column in PARTY_CELLS.values())


@dataclass(slots=True)
class KeptParties:
    """What the parties of a book met in earlier runs; `folder` is None where nothing is kept."""

    connection: duckdb.DuckDBPyConnection
    folder: Path | None
    added: int = 0

    @classmethod
    def of(
        cls,
        connection: duckdb.DuckDBPyConnection,
        screens: Screens,
        countries: Mapping[str, str | None],
    ) -> KeptParties:
        """Those for the lists of `screens`; `countries` are by the texts of their columns."""
        root = cache_folder()
        folder = None if root is None else root / f"parties-{screens.digest[:24]}"
        kept = cls(connection, folder)
        kept.key(countries)
        kept.take()
        return kept

    def take(self) -> None:
        """Make `PARTIES_KEPT` of what was kept of the parties that were seen."""
        import duckdb

        PARTIES_KEPT.load(self.connection)
        if self.folder is None or not (self.folder / _FILE).is_file():
            return
        try:
            PARTIES_KEPT.fill(
                self.connection,
                f"SELECT {PARTIES_KEPT.listed} FROM {self._file} SEMI JOIN {_KEYED} USING (k)",
            )
        except duckdb.Error as error:
            log.info("the parties kept at %s are not usable: %s", self.folder, error)
            return
        used(self.folder)

    @property
    def _file(self) -> str:
        return f"read_parquet({quoted(str(self.folder))} || '/{_FILE}')"

    def key(self, countries: Mapping[str, str | None]) -> None:
        """Give each party that was seen its digest: of its name, country, address and number."""
        _COUNTRIES.load(self.connection, [(text, code) for text, code in countries.items() if code])
        name, country, address, number = PARTY_CELLS.values()
        code = f"coalesce(c.{_COUNTRIES.code}, '')"
        # The lengths part the cells, whatever stands in them.
        digest = (
            f"md5(concat(length(s.{name}), ':', length(s.{address}), ':', s.{name}, ':', {code}, "
            f"':', s.{address}, ':', s.{number}))"
        )
        seat = PARTIES_SEEN.seat
        distinct = (
            f"SELECT {_NAMES}, list({seat}) AS {_KEYED.seats} FROM {PARTIES_SEEN} GROUP BY {_NAMES}"
        )
        _KEYED.fill(
            self.connection,
            f"SELECT s.*, {digest} AS k FROM ({distinct}) s LEFT JOIN {_COUNTRIES} c "
            f"ON c.{_COUNTRIES.text} = s.{country}",
        )

    def missing(self, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
        """Digest, seat and cells of the parties that no earlier run screened, so many at once."""
        seat = PARTIES_SEEN.seat
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE parties_missing AS "
            f"SELECT row_number() OVER (ORDER BY {_CELLS}, s.{seat}) - 1 AS r, s.* FROM ("
            f"SELECT {_NAMES}, unnest({_KEYED.seats}) AS {seat}, k "
            f"FROM {_KEYED} ANTI JOIN {PARTIES_KEPT} USING (k)) s"
        )
        start = 0
        while rows := self.connection.execute(
            f"SELECT s.k, s.{PARTIES_SEEN.seat}, {_CELLS} FROM parties_missing s "
            f"WHERE r >= {start} AND r < {start + at_once} ORDER BY r"
        ).fetchall():
            yield rows
            start += at_once

    def matched(self) -> list[tuple[Any, ...]]:
        """Seats and cells of the parties that meet an entry, with their matches."""
        found: list[tuple[Any, ...]] = self.connection.execute(
            f"SELECT {_KEYED.seats}, {_CELLS}, m FROM {_KEYED} s JOIN {PARTIES_KEPT} USING (k) "
            f"WHERE m IS NOT NULL ORDER BY {_CELLS}"
        ).fetchall()
        return found

    def add(self, fresh: Sequence[tuple[str, Sequence[Match] | None]]) -> None:
        """Add what was found now to `PARTIES_KEPT`."""
        rows = {key: None if matches is None else _written(matches) for key, matches in fresh}
        _FRESH.load(self.connection, list(rows.items()))
        PARTIES_KEPT.add(
            self.connection,
            f"SELECT {PARTIES_KEPT.listed} FROM {_FRESH} ANTI JOIN {PARTIES_KEPT} USING (k)",
        )
        self.added += len(rows)

    def keep(self) -> None:
        """Keep `PARTIES_KEPT` for the next run, where anything was added."""
        import duckdb

        if not self.added or self.folder is None:
            return
        kept = f"SELECT * FROM {PARTIES_KEPT}"
        if (self.folder / _FILE).is_file():
            kept += f" UNION ALL SELECT * FROM {self._file} ANTI JOIN {PARTIES_KEPT} USING (k)"
        try:
            with staged(self.folder) as staging:
                staging.part.mkdir()
                self.connection.execute(
                    f"COPY (SELECT * FROM ({kept} LIMIT {_MOST}) ORDER BY k) "
                    f"TO {quoted(staging.part / _FILE)} (FORMAT parquet)"
                )
                swap_folder(staging.part, self.folder, staging.folder / BEFORE)
            sweep(self.folder.parent, "parties-*")
        except (OSError, InputError, duckdb.Error) as error:
            log.info("nothing kept at %s: %s", self.folder, error)


def _written(matches: Sequence[Match]) -> str:
    """Matches as a text; which words met is left out: `ecluse screen` says that."""
    return json.dumps(
        [[match.entry, match.score, match.band.value, match.name, match.by] for match in matches],
        ensure_ascii=False,
    )


def read_matches(text: str) -> tuple[Match, ...]:
    """The matches that a text says."""
    return tuple(
        Match(entry=entry, score=score, band=Band(band), name=name, by=by)
        for entry, score, band, name, by in json.loads(text)
    )
