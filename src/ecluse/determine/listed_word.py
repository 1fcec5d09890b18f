"""The word for the list that a party stands on, as the flags that follow from it.

Belongs here: several lists in one word ("unverified+entity_list_footnote_4"), and what a word says
flag by flag. Does not: what each flag requires (the law).
Always true: which flag follows from which word stands in the law's definitions, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ecluse.determine.entry_said import implied_by_entries
from ecluse.determine.party_facts import FLAGS, FOR_CCL, LISTED, POLICY, SDN_TAG
from ecluse.errors import EcluseError, raise_all
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.library import Library

_JOINED = re.compile(r"[+,;|]")
_NONE = "none"


def is_joined(text: str) -> bool:
    """Whether a text names several lists."""
    return _JOINED.search(text) is not None


def read_joined(text: str, library: Library, where: str) -> dict[str, Known]:
    """What a text that names several lists says: the first of them, and the flags of the others.

    Raises:
        InputError, SeveralErrors: One of them is no list.
    """
    errors: list[EcluseError] = []
    words: list[Known] = []
    for part in _JOINED.split(text):
        try:
            if part.strip():
                words.append(library.vocabulary.read(LISTED, part, where))
        except EcluseError as error:
            errors.append(error)
    raise_all(errors)
    named = [word for word in words if word.value != _NONE] or words
    found: dict[str, Known] = {LISTED: named[0]} if named else {}
    for word in named[1:]:
        for flag, known in flags_of_word(word, library).items():
            narrow = flag == FOR_CCL  # of several entries, none of which is another's
            if known.value is not Truth.FALSE and not narrow and flag not in found:
                found[flag] = known
    return found


def flags_of_word(word: Known, library: Library) -> dict[str, Known]:
    """Each flag, as it follows from the word for a list."""
    law, found = library.latest_law, {}
    for flag in (*FLAGS, FOR_CCL):
        definition = law.definitions.get(flag)
        if definition is not None and definition.when is not None:
            finding = evaluate(definition.when, {LISTED: word}, law.member)
            settles = finding.settles if finding.truth is Truth.UNKNOWN else frozenset[str]()
            found[flag] = Known(value=finding.truth, unsettled=settles)
    return found


def said_of_lists(known: Mapping[str, Known], library: Library) -> dict[str, Known]:
    """What some facts say of lists, flag by flag, with the word that they say; nothing where they
    say nothing of them.
    """
    own = (*FLAGS, FOR_CCL, POLICY, SDN_TAG)
    known = {**known, **implied_by_entries(known, library)}
    said = {flag: known[flag] for flag in own if flag in known}
    word = known.get(LISTED)
    if word is None:
        return said
    said[LISTED] = word
    for flag, follows in flags_of_word(word, library).items():
        if flag not in said or said[flag].value is Truth.FALSE:
            said[flag] = follows
    return said
