"""The provisions that differ between two laws, and the measures that changed them.

Belongs here: comparing provisions. Does not: comparing answers (diff).
Always true: a provision is compared by what it says and by whether it is in doubt.
"""

from __future__ import annotations

from ecluse.compare.answer import ProvisionChange
from ecluse.compare.side import Side
from ecluse.compare.undo import measure_of
from ecluse.law.provision import Provision
from ecluse.law.register import InForce


def provision_changes(before: Side, after: Side) -> list[ProvisionChange]:
    """The provisions whose text differs, and those in doubt on one side alone."""
    then, now = before.law.provisions, after.law.provisions
    changes = (_change(name, before, after) for name in dict.fromkeys((*then, *now)))
    return [change for change in changes if change is not None]


def _change(name: str, before: Side, after: Side) -> ProvisionChange | None:
    old, new = before.law.provisions.get(name), after.law.provisions.get(name)
    if new is None:
        assert old is not None
        measure = _remover(name, before, after, old)
        return ProvisionChange(act="removed", provision=name, kind=old.says.kind, measure=measure)
    if old is not None and _reads(old) == _reads(new):
        return None
    return ProvisionChange(
        act="added" if old is None else "replaced",
        provision=name,
        kind=new.says.kind,
        measure=_writer(name, before, after, new),
    )


def _reads(entry: InForce) -> tuple[Provision, object]:
    return entry.says, entry.doubt is not None and entry.doubt.act


def _writer(name: str, before: Side, after: Side, new: InForce) -> str:
    """The measure that changed a provision into what the second side has.

    Where the first side had the measure that wrote it too, it is the measure whose stay or removal
    ended.
    """
    if new.doubt is not None:
        doubting = (
            measure.measure for measure in after.register.measures if new.doubt in measure.acts_on
        )
        return next(doubting, new.measure.measure)
    wrote = new.measure.measure
    if new.since > before.on or measure_of(before, wrote) is None:
        return wrote
    return _acting(wrote, before, after) or _undone(name, before, after) or wrote


def _remover(name: str, before: Side, after: Side, old: InForce) -> str | None:
    """The measure that removed a provision last.

    Where none did, it is the measure that wrote the provision, if the second side lacks that
    measure, or else the one that stays it.
    """
    removing = [
        (start, measure.measure)
        for measure in after.register.measures
        for change in measure.changes
        if change.provision == name
        and change.act == "removes"
        and change.reading in (None, after.law.reading)
        and (start := after.register.start_of(measure, change)) <= after.on
    ]
    if removing:
        # Measures stand in order of publication: of one day, the last one published.
        return max(enumerate(removing), key=lambda pair: (pair[1][0], pair[0]))[1][1]
    wrote = old.measure.measure
    if measure_of(after, wrote) is None:
        return wrote
    return _acting(wrote, before, after) or wrote


def _acting(measure: str, before: Side, after: Side) -> str | None:
    """The measure that stays `measure` on one of the two days."""
    for side, day in ((after, after.on), (before, before.on)):
        for acting in side.register.measures:
            for act in acting.acts_on:
                standing = act.since <= day and (act.until is None or day < act.until)
                if act.measure == measure and standing:
                    return acting.measure
    return None


def _undone(name: str, before: Side, after: Side) -> str | None:
    """A measure that changed the provision on the first side and is not the same on the second."""
    by_name = {measure.measure: measure for measure in after.register.measures}
    changing = (
        measure.measure
        for measure in before.register.measures
        if by_name.get(measure.measure) != measure
        and any(change.provision == name for change in measure.changes)
    )
    return next(changing, None)
