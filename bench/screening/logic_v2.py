"""nomenklatura's LogicV2 on names from standard input; run by the Python of its own environment."""

from __future__ import annotations

import json
import sys
import time

from followthemoney import ValueEntity
from nomenklatura.matching import LogicV2

LEAST = 0.70


def entity(number: str, names: list[str], countries: list[str]) -> ValueEntity:
    data = {
        "id": number,
        "schema": "Organization",
        "properties": {"name": names, "country": [c.lower() for c in countries]},
    }
    return ValueEntity.from_dict(data)


def main() -> None:
    given = json.load(sys.stdin)
    config = LogicV2.default_config()
    listed = {place: entity(place, *said) for place, said in given["entries"].items()}
    clock, met = time.process_time(), []
    for number, (name, country, near) in enumerate(given["asked"]):
        query = entity(f"q{number}", [name], [country])
        met.append(
            [p for p in near if LogicV2.compare(query, listed[str(p)], config).score >= LEAST]
        )
    json.dump({"met": met, "cpu_s": time.process_time() - clock}, sys.stdout)


if __name__ == "__main__":
    main()
