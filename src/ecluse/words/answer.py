"""What stands beside a verdict, in English and French."""

WORDS: dict[str, tuple[str, str]] = {
    "disclaimer": (
        (
            "Not legal advice. Judges the advanced-computing controls and the catch-alls on "
            "record, as read up to {day}; other entries of the Commerce Control List and changes "
            "after that day are not judged."
        ),
        (
            "Ne constitue pas un avis juridique. Juge les contrôles du calcul avancé et les "
            "clauses générales au dossier, lus jusqu’au {day} ; les autres entrées de la liste de "
            "contrôle et les changements ultérieurs ne sont pas jugés."
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
    "against": (
        "given against the catalogue, and taken as given: {names}",
        "donné contre le catalogue, et pris tel quel : {names}",
    ),
    "unconfirmed": ("{text} (unconfirmed)", "{text} (non confirmé)"),
    # The colon of the JSON as it has been in both languages.
    "assumed": ("{meaning}: {value}", "{meaning} : {value}"),
}
