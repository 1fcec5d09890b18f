"""`ecluse law`: what is in force on a day, and one provision's history.

Belongs here: its options, and which of its three answers is wanted. Does not: the fold of the log
(law), or its tables (law_table).
Always true: text and JSON are of one law, on one day.
"""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from ecluse.answers.plain import plain
from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import LawOptions, TableOptions
from ecluse.cli.session import day_of, known_of, library, register_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register


def law(
    provision: Annotated[str | None, Parameter(completer=completion.provisions)] = None,
    /,
    *,
    on: str | None = None,
    options: LawOptions = LawOptions(),
    measures: bool = False,
    table: TableOptions = TableOptions(),
) -> None:
    """What is in force on a day, and the history of one provision.

    Args:
        provision: A paragraph such as 3A090.a or 740.8, or a measure's name; everything in force
            where left out.
        on: The day, YYYY-MM-DD; today where left out.
        measures: List the measures, proposals and reports included, instead of the provisions.
    """
    data = library()
    register = register_of(options.scenario, data)
    known = known_of(options, data)
    in_force = register.at(day_of(on, data, "--on"), known, Reading(options.reading))
    if measures:
        _measures(register, table)
    elif provision is None:
        _in_force(in_force, data, table)
    else:
        _history(provision, register, in_force, data, table)


def _measures(register: Register, table: TableOptions) -> None:
    from ecluse.law.answer import measure_of

    answers = [measure_of(measure, table.lang) for measure in register.measures]
    if not print_data(answers, table):
        from ecluse.cli.law_table import print_measures

        print_measures(register.measures, table.lang)


def _in_force(in_force: Law, data: Library, table: TableOptions) -> None:
    from ecluse.law.answer import provision_of

    if table.form == "text":
        from ecluse.cli.law_table import print_law

        print_law(in_force, data, table.lang)
    else:
        entries = in_force.provisions.values()
        answers = [provision_of(entry, data, table.lang) for entry in entries]
        print_data(answers, table)


def _history(
    provision: str, register: Register, in_force: Law, data: Library, table: TableOptions
) -> None:
    from ecluse.law.answer import law_of

    answer = law_of(provision, register, in_force, data, table.lang, where="command line")
    found = plain(answer)
    if table.form != "text":
        changes = [
            {"provision": history["provision"], **change}
            for history in found["provisions"]
            for change in history["history"]
        ]
        print_data(found, table, changes)
        return
    from ecluse.cli.law_table import print_history, print_measures

    if found["measure"]:
        print_measures((register.measure(provision),), table.lang)
    print_history(found["provisions"], data, table.lang)
