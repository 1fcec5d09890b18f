"""`ecluse compare`: chips side by side on one model.

Belongs here: its options. Does not: the comparison (inference), or its table (chip_table).
Always true: every chip is asked under one load.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ecluse.cli.chip import chip_of, model_of
from ecluse.cli.forms import print_data
from ecluse.cli.infer import LoadOptions
from ecluse.cli.options import ItemName, TableOptions
from ecluse.cli.plot import check_plot
from ecluse.cli.ranges import Chips, Degree
from ecluse.errors import InputError
from ecluse.law.data_home import data_folder

if TYPE_CHECKING:
    from ecluse.inference.layout import Layout

Picture = Literal["both", "roofline", "latency"]
_FEWEST = 2


def compare(
    *items: ItemName,
    model: str,
    count: Chips = 8,
    load: LoadOptions = LoadOptions(),
    tp: Degree | None = None,
    plot: Path | None = None,
    force: bool = False,
    picture: Picture = "both",
    table: TableOptions = TableOptions(),
) -> None:
    """Chips side by side on one model, with ratios to the first.

    Args:
        items: Catalogue names or aliases, or YAML files with an item's own figures; two or more.
        model: A model's name, or a Hugging Face config.json file.
        count: Chips of each kind; 1 to 1,000,000.
        tp: Chips that share each matrix, the rest being groups; the best layout for each chip where
            left out; 1 to 1,000,000.
        plot: Draw a picture to this file (.svg or .png; needs the extra `plot`).
        force: Replace a file that ecluse did not write.
        picture: Operators under the roofs, throughput against latency, or both side by side.
    """
    if len(items) < _FEWEST:
        mend = 'name them: ecluse compare H20 H100 --model "Llama-3.1-70B"'
        raise InputError("compare needs two chips or more", "command line", mend)
    check_plot(plot, [("the model", model), *(("a chip", item) for item in items)], force=force)
    from ecluse.inference import compare as side_by_side

    chips = [chip_of(item) for item in items]
    layout = _layout(tp, count)
    found = side_by_side(
        chips, model_of(model), count=count, layout=layout, folder=data_folder(), **load.words()
    )
    load.draw(picture, chips, count, model, layout, plot, force=force)
    if not print_data(found, table, "chips"):
        from ecluse.cli.infer_table import print_comparison

        print_comparison(found, table.lang)


def _layout(tp: int | None, count: int) -> Layout | None:
    """The layout in which `tp` chips share each matrix; None for the best."""
    from ecluse.inference.layout import Layout

    if tp is None:
        return None
    if tp < 1 or count % tp:
        raise InputError(f"{tp} does not divide --count {count}", "--tp", "choose a divisor")
    return Layout(tp=tp, dp=count // tp)
