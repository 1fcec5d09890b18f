"""Pictures, put in their place whole and with our mark.

Belongs here: setting matplotlib up, which is an extra, and saving its figures. Does not: drawing.
Always true: nothing is shown on a screen; the file is whole or as it was; the same figure gives the
same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.outputs.check import check_picture
from ecluse.outputs.mark import WRITTEN
from ecluse.outputs.staging import written

_MARKS: dict[str, dict[str, str | None]] = {
    ".svg": {"Date": None, "Creator": WRITTEN},
    ".png": {"Software": WRITTEN},
    ".pdf": {"CreationDate": None, "Creator": WRITTEN},
}


def check_matplotlib() -> None:
    """Refuse to draw where matplotlib is not installed.

    Raises:
        InputError: It is not.
    """
    try:
        import matplotlib  # noqa: F401, ICN001  only whether it is there
    except ImportError as error:
        mend = "install it with: pip install 'ecluse[plot]'"
        raise InputError("a picture needs matplotlib", "plot", mend) from error


def pyplot(**style: Any) -> Any:
    """Matplotlib's pyplot, set up to draw to files; `style` is what it is to draw with.

    Raises:
        InputError: It is not installed.
    """
    check_matplotlib()
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    # A name with a $ is no formula.
    parameters: dict[Any, Any] = plt.rcParams
    parameters.update({"text.parse_math": False, "svg.hashsalt": "ecluse", **style})
    return plt


def save_picture(figure: Any, path: Path, *, force: bool = False, **options: Any) -> None:
    """Save a figure, and let go of it; `options` are matplotlib's.

    Raises:
        InputError: The name has no form of a picture, the folder is not there, the disk refuses, or
            there is a file that ecluse did not write.
    """
    check_picture(path)
    with written(path, force=force) as part:
        figure.savefig(part, metadata=_MARKS[path.suffix.lower()], **options)
    from matplotlib import pyplot as plt

    plt.close(figure)
