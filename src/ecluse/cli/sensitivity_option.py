"""`--sensitivity`: which prior moves an answer most, for the commands that run a market.

Belongs here: the options, and saying how many runs they take before they begin. Does not: the
indices (simulate), or their table (sensitivity_table).
Always true: without the option nothing is run and nothing is imported.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ecluse.cli.ending import tell
from ecluse.cli.options import option_group
from ecluse.cli.progress import ProgressBar
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.simulate.ask import Simulation
    from ecluse.simulate.result import PriorShare


@option_group
class SensitivityOptions:
    """Which prior moves the answer most.

    Args:
        sensitivity: Say which prior moves the measures shown most, over the whole run (Sobol); with
            several sides, their difference. Needs the extra `sensitivity`.
        sensitivity_of: The same of one measure in one period, as chips@FY2026Q2.
    """

    sensitivity: bool = False
    sensitivity_of: str | None = None

    @property
    def asked(self) -> bool:
        """Whether one of them is given."""
        return self.sensitivity or self.sensitivity_of is not None


def check_installed(options: SensitivityOptions) -> None:
    """Say before anything is run that the extra is missing, where the options need it.

    Raises:
        ModuleNotFoundError: SALib is not installed.
    """
    if options.asked:
        import SALib  # noqa: F401  only whether it is there


def sensitivity_of(
    found: Simulation, options: SensitivityOptions, bar: ProgressBar, lang: str
) -> list[PriorShare] | None:
    """The indices that the options ask for; None where they ask for none."""
    if not options.asked:
        return None
    from ecluse.simulate.sensitivity import plan_sensitivity, prior_shares

    planned = plan_sensitivity(found, options.sensitivity_of, "--sensitivity-of")
    counts = {"runs": planned.runs, "base": planned.base, "inputs": len(planned.inputs)}
    numbers = {name: number(count, lang) for name, count in counts.items()}
    tell(say("levers.will run", lang, **numbers))
    return prior_shares(found, planned, progress=partial(bar.tell, "sensitivity"))
