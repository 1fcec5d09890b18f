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
    "contradicted by": (
        "{party} is said to be in {country}: with that as the destination the answer is {answer}",
        "{party} serait ici : {country} ; vers ce pays, la réponse est {answer}",
    ),
    "may be in": (
        "{party} may be in {country}: with that as the destination the answer is {answer}",
        "{party} est peut-être ici : {country} ; vers ce pays, la réponse est {answer}",
    ),
    "region possible": (
        (
            "an address lies in an oblast of which a part is under the embargo of § 746.6: where a "
            "post code or a map says that it lies outside (OFAC, FAQ 1009), say region=none"
        ),
        (
            "une adresse se trouve dans une oblast dont une partie est sous l’embargo du § 746.6 : "
            "si un code postal ou une carte la situe en dehors (OFAC, FAQ 1009), "
            "donnez region=none"
        ),
    ),
    "contradicted use": (
        "the item is used in {country}: with that as the destination the answer is {answer}",
        "l’article serait utilisé ici : {country} ; vers ce pays, la réponse est {answer}",
    ),
    "contradicted": (
        (
            "the end user, the ultimate consignee or the end use is said to be in another country "
            "than the destination, to which the answer is {answer}: the ultimate destination "
            "decides (§§ 734.13(c), 748.5(e) and (f)); correct the destination or that country, "
            "or say by end_use_place where the item is used"
        ),
        (
            "l’utilisateur final, le destinataire final ou l’utilisation finale serait dans un "
            "autre pays que la destination, vers lequel la réponse est {answer} : la destination "
            "finale décide (§§ 734.13(c), 748.5(e) et (f)) ; "
            "corrigez la destination ou ce pays, ou dites "
            "par end_use_place où l’article est utilisé"
        ),
    ),
    "place disputed": (
        "the address of {party} lies, or may lie, in {place}, and it is said to be in {country}",
        "l’adresse de {party} indique, ou peut indiquer : {place} ; le pays donné est : {country}",
    ),
    "end user or consignee": (
        "the end user or the ultimate consignee",
        "l’utilisateur final ou du destinataire final",
    ),
    "place unread": (
        (
            "the address of the end user or the ultimate consignee names no country that is read: "
            "say its country, for the ultimate destination decides (§§ 734.13(c), 748.5(e) and (f))"
        ),
        (
            "l’adresse de l’utilisateur final ou du destinataire final ne nomme aucun pays qui se "
            "lise : dites-le, car la destination finale décide (§§ 734.13(c), 748.5(e) et (f))"
        ),
    ),
    "unconfirmed": ("{text} (unconfirmed)", "{text} (non confirmé)"),
    # The colon of the JSON as it has been in both languages.
    "assumed": ("{meaning}: {value}", "{meaning} : {value}"),
}
