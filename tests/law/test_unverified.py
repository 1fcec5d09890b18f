"""No license exception serves a party on the Unverified List (§ 740.2(a)(17))."""

from __future__ import annotations

from ecluse.law.library import load
from ecluse.law.provision import LicenseException, Restriction

AUTHORIZATIONS = {"VEU"}  # § 748.15: a validated end user is authorized by no exception of part 740


def test_every_exception_on_record_is_lost_to_an_unverified_party() -> None:
    provisions = [
        change.says
        for measure in load().register.measures
        for change in measure.changes
        if change.says is not None
    ]
    symbols = {says.symbol for says in provisions if isinstance(says, LicenseException)}
    barred = {
        symbol
        for says in provisions
        if isinstance(says, Restriction) and says.provision == "740.2(a)(17)"
        for symbol in says.bars
    }
    assert symbols - AUTHORIZATIONS <= barred
