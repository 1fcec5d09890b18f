"""`ecluse law seal`: every data file with its digest, in the data folder's manifest."""

from __future__ import annotations

from ecluse.cli.session import console, data_folder, print_json

STALE = 2
_SHOWN = 12


def law_seal(*, check: bool = False, json: bool = False) -> int:
    """Seal the data folder: write MANIFEST.json, the digest of every data file and of all together.

    Data that are not as they were sealed still answer, and every answer says so. Data that lack a
    measure which their seal names answer nothing.
    Exit status: 0 sealed, 2 bad input or, with --check, a stale seal.

    Args:
        check: Write nothing, and say whether the seal is fresh.
        json: Print JSON.
    """
    from rich.markup import escape

    from ecluse.answers.plain import plain
    from ecluse.law.library import load
    from ecluse.law.seal import MANIFEST, SealAnswer, read_manifest, write_manifest

    folder = data_folder()
    books = load(folder, whole=False)
    books.check_standing()
    gone = list(books.lacking)
    if not check and not books.sealed:
        write_manifest(folder, (measure.measure for measure in books.register.measures))
    manifest = read_manifest(folder)
    if json:
        answer = SealAnswer(
            manifest=str(folder / MANIFEST),
            digest=manifest.digest if manifest else None,
            files=len(manifest.files) if manifest else 0,
            sealed=books.sealed or not check,
            differences=list(books.modified),
            measures_gone=gone,
        )
        print_json(plain(answer))
        return STALE if check and not books.sealed else 0
    out = console()
    for line in books.modified[:_SHOWN]:
        out.print(f"  [dim]{escape(line)}[/dim]")
    if (more := len(books.modified) - _SHOWN) > 0:
        out.print(f"  [dim]and {more} more[/dim]")
    for name in gone:
        out.print(f"  [yellow]no longer held: {escape(name)}[/yellow]")
    if check and not books.sealed:
        out.print("[red]the seal is stale[/red]: `ecluse law seal` seals the data anew")
        return STALE
    assert manifest is not None
    state = "the seal is fresh" if books.sealed else "sealed"
    out.print(f"[green]{state}[/green]: {len(manifest.files)} files, {manifest.digest}")
    return 0
