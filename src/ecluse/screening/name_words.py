"""The words that name parties everywhere: legal forms, abbreviations, places, look-alike letters.

Belongs here: reading them from data/screening. Does not: folding a name (fold).
Always true: each word of the table has one meaning; the table is read once for a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from ecluse.facts.csv_rows import csv_rows
from ecluse.screening.word_kinds import words_by_kind

SHIPPED = Path(__file__).parent.parent / "data"
_FOLDER, _WORDS, _SCORING = "screening", "name_words.csv", "scoring.csv"
_KINDS = (
    *("legal", "stop", "business", "generic", "place", "lookalike", "country", "country_name"),
    *("no_country", "street", "site", "apart", "number", "numbered", "in_english", "ship"),
    "family",
)
_SHORT = 4  # letters; a shorter name is many concerns
_DIVIDING = ("divider", "comma", "between", "field", "unit", "trade")
_HAN = ("han_legal", "han_word", "han_numbered", "han_digit", "han_tens")
_BRANDS = ("brand", "acronym", "sound", "pinyin")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """The words by their kind; a word of a kind without forms stands for itself.

    Args:
        legal: Legal forms, which are dropped.
        stop: Small words, which are dropped.
        business: Abbreviations and other spellings of usual words: the one form of each.
        generic: Words that many names share, to mend their typos.
        place: Cities and provinces.
        lookalike: Letters of other scripts that look like a Latin one.
        country: Countries that count as one where names are compared.
        country_name: Names by which addresses call a country, folded, beside those of the CLDR:
            the code of each.
        no_country: Names, folded, that end with the name of a country and are none ("New Jersey").
        street: What ends the name of a street.
        divider: Signs that stand between two names.
        comma: Signs that stand between two names, and between the places of an address.
        between: Phrases that stand between two names ("on behalf of"); `whom`: one that many names
            have ("for"), and that stands so behind a legal form or before an acronym.
        field: Words that name a field of a form, before a colon or a number ("attn").
        unit: What a party calls a part of itself ("branch"); `seat`: one that is called by its
            place ("Moscow Branch"), and not by what it does ("Jordan Logistics"); `branch`: the
            same of one that is no company of its own.
        trade: What a party does; alone in a part of a text it names nobody ("via Cargo GmbH").
        site: Words of addresses that name no building and no quarter.
        apart: Usual words that tell names apart beside another one: that one of each.
        han_legal: Legal forms in Chinese, Japanese and Korean, which are dropped.
        han_word: Usual words in Chinese: the English of each.
        han_numbered: What has a number before it ("第五十四研究所"): the English of each.
        han_digit, han_tens: Signs of numbers: what each counts, and by what each multiplies.
        number: Words of numbers, which count beside one of `numbered` ("Fifty-Fourth Institute").
        numbered: What has a number beside it; with a value, one of several words alone.
        in_english: What is numbered in Russian: the English of each.
        ship: Words beside the name of a ship.
        family: Words of one concern of which the lists do not tell that, for they are short, or
            borne by persons too: what a listed name of it says but usual words.
        brand: Names by which a company is known in another script: the Latin one.
        acronym: Words in Cyrillic capitals by which one is known: a Latin name.
        sound: The same in pinyin, one word each.
        pinyin: Names of `brand` of three signs or more by their sound, however it is divided.
        concern: The words among them that name one concern and nothing else.
        usual: Words that many names have: usual ones and places, in their one form.
    """

    legal: Mapping[str, str]
    stop: Mapping[str, str]
    business: Mapping[str, str]
    generic: Mapping[str, str]
    place: Mapping[str, str]
    lookalike: Mapping[str, str]
    country: Mapping[str, str]
    country_name: Mapping[str, str]
    no_country: Mapping[str, str]
    street: Mapping[str, str]
    divider: Mapping[str, str]
    comma: Mapping[str, str]
    between: Mapping[str, str]
    field: Mapping[str, str]
    unit: Mapping[str, str]
    trade: Mapping[str, str]
    site: Mapping[str, str]
    apart: Mapping[str, str]
    han_legal: Mapping[str, str]
    han_word: Mapping[str, str]
    han_numbered: Mapping[str, str]
    han_digit: Mapping[str, str]
    han_tens: Mapping[str, str]
    number: Mapping[str, str]
    numbered: Mapping[str, str]
    in_english: Mapping[str, str]
    ship: Mapping[str, str]
    family: Mapping[str, str]
    brand: Mapping[str, str]
    acronym: Mapping[str, str]
    sound: Mapping[str, str]
    pinyin: Mapping[str, str]
    usual: frozenset[str]
    concern: frozenset[str]


@cache
def name_words(folder: Path = SHIPPED) -> NameWords:
    """The words of a data folder.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    every = (*_KINDS, *_DIVIDING, *_HAN, *_BRANDS)
    kinds = words_by_kind(folder, _WORDS, every, "word of a name")
    forms = {word for form in kinds["business"].values() for word in form.split()}
    usual = frozenset({*kinds["place"], *kinds["generic"], *forms})
    brands = {name for name in kinds["brand"].values() if " " not in name and len(name) > _SHORT}
    return NameWords(**kinds, usual=usual, concern=frozenset(brands) - usual)


@cache
def words_digest(folder: Path = SHIPPED) -> str:
    """Of the tables of words: what is kept of folded names is kept under it."""
    tables = sorted((folder / _FOLDER).glob("*.csv"))
    return sha256(b"".join(map(Path.read_bytes, tables))).hexdigest()


@cache
def scoring(folder: Path = SHIPPED) -> Mapping[str, float]:
    """The figures by which names are scored, by name.

    Raises:
        DataError: A figure cannot be read.
    """
    figures = {}
    for row in csv_rows(folder / _FOLDER / _SCORING, _SCORING, ("name", "value", "why")):
        try:
            figures[row["name"]] = float(row["value"])
        except ValueError as error:
            raise row.error(f"'{row['value']}' is no figure", "write a number") from error
    return figures
