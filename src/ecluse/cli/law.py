"""`ecluse law`: what is in force on a day, and one provision's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_form
from ecluse.cli.options import LawOptions, TableOptions

if TYPE_CHECKING:
    from ecluse.law.register import Register

_LAW, _TABLE = LawOptions(), TableOptions()


def law(
    provision: Annotated[str | None, Parameter(completer=completion.provisions)] = None,
    /,
    *,
    on: str | None = None,
    options: LawOptions = _LAW,
    measures: bool = False,
    table: TableOptions = _TABLE,
) -> None:
    """What is in force on a day, and the history of one provision.

    Args:
        provision: A paragraph such as 3A090.a or 740.8, or a measure's name; everything in force
            where left out.
        on: The day, YYYY-MM-DD; today where left out.
        measures: List the measures, proposals and reports included, instead of the provisions.
    """
    from ecluse.cli import rows
    from ecluse.cli.session import day_of, known_of, library, register_of
    from ecluse.law.measure import Reading

    data, lang, form = library(), table.lang, table.form
    register = register_of(options.scenario, data)
    known = known_of(options, data)
    in_force = register.at(day_of(on, data, "--on"), known, Reading(options.reading))
    if form == "text":
        from ecluse.cli.law_table import print_history, print_law, print_measures
    if measures:
        listed = [rows.measure_row(each, lang) for each in register.measures]
        print_measures(register.measures, lang) if form == "text" else print_form(listed, form)
        return
    if provision is None:
        entries = in_force.provisions.values()
        listed = [rows.entry_row(each, data, lang) for each in entries]
        print_law(in_force, lang) if form == "text" else print_form(listed, form)
        return
    found = rows.law_row(provision, register, in_force, data, lang)
    if form != "text":
        print_form(found, form, [row for name in found["provisions"] for row in name["history"]])
        return
    if found["measure"]:
        print_measures((register.measure(provision),), lang)
    print_history(found["provisions"], lang)
