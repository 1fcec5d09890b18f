"""What the commands on inference need first: the chip and the model.

Belongs here: finding them by name or in a file. Does not: working anything out.
Always true: both come from the data folder that answers, or from the user's own file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.cli.session import item_of, library
from ecluse.law.data_home import data_folder

if TYPE_CHECKING:
    from ecluse.inference.chip import Chip
    from ecluse.inference.llm import Llm

_FILES = (".json", ".yaml", ".yml")


def chip_of(name: str, network: float | None = None) -> Chip:
    """A chip of the catalogue, or of a user's file."""
    from ecluse.inference.from_item import chip_from_item

    data = library()
    more = {} if network is None else {"network_gb_per_s": network}
    return chip_from_item(item_of(name, data), data.catalogue, folder=data_folder(), **more)


def model_of(name: str) -> Llm:
    """The model of the data folder that has this name, or that of a file; a name may hold a slash
    (deepseek-ai/…).
    """
    from ecluse.inference.llm import find_llm

    is_file = name.casefold().endswith(_FILES)
    return find_llm(Path(name) if is_file else name, data_folder())
