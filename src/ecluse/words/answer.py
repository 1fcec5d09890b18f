"""What stands beside a verdict, in English and French."""

WORDS: dict[str, tuple[str, str]] = {
    "disclaimer": (
        (
            "Not legal advice. Judged, as read up to {day}: {judged}; not judged: {not_judged}: "
            "`ecluse law coverage`."
        ),
        (
            "Ne constitue pas un avis juridique. Jugés, lus jusqu’au {day} : {judged} ; non "
            "jugés : {not_judged} : `ecluse law coverage`."
        ),
    ),
    "modified": (
        "Modified data, not as sealed: {files}.",
        "Données modifiées, différentes du scellé : {files}.",
    ),
    "horizon": (
        "the law was read up to {day}; anything published later is not in this answer",
        (
            "le droit a été lu jusqu’au {day} ; rien de ce qui fut publié ensuite n’est dans cette "
            "réponse"
        ),
    ),
    "used besides": (
        "License Exception {exception} must be used too ({provision})",
        "l’exception {exception} doit servir aussi ({provision})",
    ),
    "against": (
        "given against the catalogue, and taken as given: {names}",
        "donné contre le catalogue, et pris tel quel : {names}",
    ),
    "unconfirmed": ("{text} (unconfirmed)", "{text} (non confirmé)"),
    # The colon of the JSON as it has been in both languages.
    "assumed": ("{meaning}: {value}", "{meaning} : {value}"),
}
