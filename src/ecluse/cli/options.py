"""The options that several commands share, each set in one place.

Belongs here: which flags there are, and what `--help` says of each. Does not: reading their words
(session), or what a command does with them.
Always true: a flag that two commands share has one name, one meaning and one help text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar, dataclass_transform

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.errors import InputError

Lang = Literal["en", "fr"]
ReadingName = Literal["text", "enforced"]
FormName = Literal["text", "json", "csv", "markdown"]
Given = Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)]
Names = Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)]
Files = Annotated[list[Path] | None, Parameter(negative=(), consume_multiple=False)]
ItemName = Annotated[str, Parameter(completer=completion.items)]
Country = Annotated[str, Parameter(completer=completion.countries)]
ScenarioName = Annotated[str | None, Parameter(completer=completion.scenarios)]


T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def option_group(kind: type[T]) -> type[T]:
    """A frozen class whose fields stand among the options of a command that takes one; what its
    docstring says of each is the option's help.
    """
    return Parameter(name="*")(dataclass(frozen=True, slots=True, kw_only=True)(kind))


@option_group
class ShipmentOptions:
    """Everything that is asked of a shipment but its item and its day.

    Args:
        to: Destination: ISO 3166 code or country name.
        hq: Headquarters of the consignee or end user; the destination where left out.
        parent_hq: Headquarters of its ultimate parent; the headquarters where left out.
        end_use: The end use, in words or as one of the symbols of `ecluse facts`.
        exporter: Who exports; the item's vendor where left out.
        origin: Country of origin of the item.
        quantity: Number of units; one where left out.
        eccn: The ECCN that is declared for the item, as 5A992.c or EAR99.
        purchaser: Who buys; parties are screened by name, and each may be given several times.
        intermediate: An intermediate consignee.
        consignee: The ultimate consignee.
        end_user: The end user.
        address: Address of the party named; some entries of the Entity List are addresses.
        party_id: Registration number, LEI or USCC of the party named; an equal one settles it.
        cleared: A file of false positives (CSV or YAML: name, entry, digest, by, approved_by, day,
            because).
        owners: Who owns the parties: a CSV file (child, parent, percent, since, until, source), or
            the GLEIF's two files, each with --owners of its own.
        given: FACT=VALUE, any other fact (`ecluse facts` lists them); may be repeated.
    """

    to: Country | None = None
    hq: Country | None = None
    parent_hq: Country | None = None
    end_use: str | None = None
    exporter: str | None = None
    origin: Country | None = None
    quantity: str | None = None
    eccn: str | None = None
    purchaser: Names = None
    intermediate: Names = None
    consignee: Names = None
    end_user: Names = None
    address: str | None = None
    party_id: Annotated[str | None, Parameter(name="--id")] = None
    cleared: Path | None = None
    owners: Files = None
    given: Given = None


@option_group
class LawOptions:
    """Which law is asked: as known when, in which reading, under which scenario.

    Args:
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        scenario: A scenario file, or the name of a shipped one.
    """

    known: str | None = None
    reading: ReadingName = "enforced"
    scenario: ScenarioName = None


@option_group
class CaseOptions:
    """A shipment on a day, but for its item, and the law that is asked.

    Args:
        on: Day of the shipment, YYYY-MM-DD; today where left out.
    """

    on: str | None = None
    shipment: ShipmentOptions = ShipmentOptions()
    law: LawOptions = LawOptions()


@option_group
class SpeechOptions:
    """How an answer without a table is printed.

    Args:
        json: Print JSON.
        lang: Language of the words: en or fr.
    """

    json: bool = False
    lang: Lang = "en"

    @property
    def form(self) -> FormName:
        """The form that is wanted."""
        return "json" if self.json else "text"


@option_group
class TableOptions:
    """How an answer with a table is printed.

    Args:
        json: Print JSON.
        format: Text for people, JSON (as --json), or the rows of the table as CSV or Markdown.
        lang: Language of the words: en or fr.
    """

    json: bool = False
    format: FormName = "text"
    lang: Lang = "en"

    def __post_init__(self) -> None:
        if self.json and self.format not in ("text", "json"):
            what = f"--json and --format {self.format} are two forms"
            raise InputError(what, "--format", "say one")

    @property
    def form(self) -> FormName:
        """The form that is wanted."""
        return "json" if self.json else self.format
