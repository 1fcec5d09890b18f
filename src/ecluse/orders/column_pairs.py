"""What a user says of columns, as `MEANING=COLUMN` pairs.

Belongs here: reading the pairs. Does not: whether there is such a meaning or column (columns).
Always true: a meaning is said once.
"""

from __future__ import annotations

from ecluse.errors import InputError


def read_pairs(text: str | None) -> dict[str, str]:
    """`part=Material,date=Ship Date` as a mapping.

    Raises:
        InputError: A pair has no equals sign, or a meaning is said twice.
    """
    pairs: dict[str, str] = {}
    for pair in (part for part in (text or "").split(",") if part.strip()):
        meaning, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise InputError(
                f"'{pair.strip()}' is not MEANING=COLUMN",
                "columns",
                "write it as part=Material,destination=Land",
            )
        name = meaning.strip().casefold().replace(" ", "_").replace("-", "_")
        if name in pairs:
            raise InputError(f"'{name}' is said twice", "columns", "say which column it is once")
        pairs[name] = column.strip()
    return pairs
