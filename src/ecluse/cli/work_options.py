"""The load that a chip is to serve, as `design` and `impact` take it.

Belongs here: the options of a load. Does not: their ranges (ranges), or the load itself (design).
Always true: `design` and `impact` ask of the same load with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ecluse.cli.options import option_group
from ecluse.cli.ranges import Batch, Degree, Tokens

if TYPE_CHECKING:
    from ecluse.design.objective import Task

Wanted = Literal["nlr", "exception", "case-by-case", "any"]


@option_group
class WorkOptions:
    """The load that a chip is to serve.

    Args:
        precision: Number formats of the model: bf16, fp8, int8, fp4 …
        tp: Chips that share each matrix; 1 to 1,000,000.
        ep: Chips over which experts are spread; 1 to 1,000,000.
        batch: Sequences in flight per group; 1 to 1,000,000.
        input: Prompt tokens of a request; 1 to 10,000,000.
        output: Output tokens of a request; 1 to 10,000,000.
    """

    precision: str = "fp8"
    tp: Degree = 8
    ep: Degree = 1
    batch: Batch = 64
    input: Tokens = 2048
    output: Tokens = 512

    def task(self, model: str) -> Task:
        """The load of a model.

        Raises:
            InputError: No model is called that, or the numbers do not fit one another.
        """
        from ecluse.cli.chip import model_of
        from ecluse.design.objective import task
        from ecluse.law.data_home import data_folder

        return task(
            model_of(model),
            precision=self.precision,
            tp=self.tp,
            ep=self.ep,
            batch=self.batch,
            input_tokens=self.input,
            output_tokens=self.output,
            folder=data_folder(),
        )
