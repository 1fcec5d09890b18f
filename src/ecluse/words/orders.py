"""What an answered order book says: the reason of each line, its faults, the notes and the report.

Numbers come in already written as the language writes them.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # ---- the reason of one line ------------------------------------------------------------------
    "reason.no export": (
        "No license required: it is no export, reexport or transfer (§§ 734.13 to 734.16).",
        (
            "Aucune licence requise\u202f: ce n’est ni une exportation, ni une réexportation, "
            "ni un transfert (§§ 734.13 à 734.16)."
        ),
    ),
    "reason.not subject": (
        "Not subject to the regulations: no ground of jurisdiction on record reaches it.",
        "Non soumis à la réglementation : aucun rattachement au dossier ne l’atteint.",
    ),
    "reason.nlr": (
        "No license required: {described}, and no requirement in force reaches it there.",
        (
            "Aucune licence requise : {described}, et aucune exigence en vigueur ne l’atteint à "
            "cette destination."
        ),
    ),
    "reason.exception": (
        "License Exception {exception} ({provision}) overcomes {overcome}; its duties must be met.",
        (
            "L’exception de licence {exception} ({provision}) lève {overcome} ; ses obligations "
            "doivent être remplies."
        ),
    ),
    "reason.license": (
        "A license is required under {provisions}: {described}; {policy}.",
        "Une licence est requise au titre de {provisions} : {described} ; {policy}.",
    ),
    "reason.undetermined": ("Not settled: it needs {needs}.", "Non tranché : il faut {needs}."),
    "reason.undetermined, provisions": (
        "Not settled ({provisions} may apply): it needs {needs}.",
        "Non tranché ({provisions} : application possible) : il faut {needs}.",
    ),
    "reason.facts not on record": (
        "facts that are not on record",
        "des faits qui ne sont pas au dossier",
    ),
    "reason.described one": (
        "described in {paragraphs}",
        "décrit au paragraphe {paragraphs}",
    ),
    "reason.described": ("described in {paragraphs}", "décrit aux paragraphes {paragraphs}"),
    "reason.not described": (
        "described in no paragraph on record",
        "décrit par aucun paragraphe au dossier",
    ),
    "reason.policy meets": ("applications meet a {policy}", "politique d’examen : {policy}"),
    "reason.policy": ("review policy: {policy}", "politique d’examen : {policy}"),
    "reason.no policy": ("no review policy is on record", "aucune politique d’examen au dossier"),
    "reason.held": ("A license held covers it.", "Une licence détenue le couvre."),
    "reason.against catalogue": (
        "It rests on what is given against the catalogue.",
        "Cela repose sur ce qui est donné contre le catalogue.",
    ),
    "reason.beyond record": ("The law was read up to {day}.", "Le droit a été lu jusqu’au {day}."),
    "reason.fault": ("Not answered: {faults}.", "Sans réponse : {faults}."),
    "reason.total": (
        "Not an order: a total of other lines.",
        "Pas une commande : un total d’autres lignes.",
    ),
    "fault.row": ("the row could not be read", "la ligne n’a pas pu être lue"),
    "fault.part": (
        "the part is not in the catalogue and the book gives no figures of it",
        "l’article n’est pas au catalogue et le carnet n’en donne aucun chiffre",
    ),
    "fault.destination": (
        "the destination is missing or is no country on record",
        "la destination manque ou n’est pas un pays au dossier",
    ),
    "fault.date": (
        "the ship date is missing, is no date, can be read as two, or lies before the record",
        (
            "la date d’expédition manque, n’est pas une date, peut se lire de deux façons ou "
            "précède le dossier"
        ),
    ),
    # ---- answers ---------------------------------------------------------------------------------
    "answer.LICENSE": ("license required", "licence requise"),
    "answer.UNDETERMINED": ("undetermined", "indéterminée"),
    "answer.EXCEPTION": ("license exception", "exception de licence"),
    "answer.NLR": ("no license required", "aucune licence requise"),
    "answer.NOT_SUBJECT": ("not subject to the EAR", "non soumis à l’EAR"),
    "answer.exception": ("license exception {exception}", "exception de licence {exception}"),
    "answer.license": ("license required, {policy}", "licence requise, {policy}"),
    "answer.no policy": ("no review policy on record", "aucune politique d’examen au dossier"),
    # ---- the report ------------------------------------------------------------------------------
    "report.book": ("Order book {name}", "Carnet de commandes {name}"),
    "report.how": ("How this was answered", "Comment la réponse a été obtenue"),
    "report.all lines": ("all lines", "toutes les lignes"),
    "report.bar": ("{label}: {count} lines", "{label} : {count} lignes"),
    "headline": (
        "{lines} lines{worth}{written}: {answers}.",
        "{lines} lignes{worth}{written} : {answers}.",
    ),
    "headline.one": (
        "{lines} line{worth}{written}: {answers}.",
        "{lines} ligne{worth}{written} : {answers}.",
    ),
    "answers.LICENSE": ("license required", "licences requises"),
    "answers.UNDETERMINED": ("undetermined", "indéterminées"),
    "answers.EXCEPTION": ("license exception", "exceptions de licence"),
    "answers.NLR": ("no license required", "sans licence requise"),
    "answers.NOT_SUBJECT": ("not subject to the EAR", "non soumises à l’EAR"),
    "headline.total": ("{} total of other lines", "{} total d’autres lignes"),
    "headline.totals": ("{} totals of other lines", "{} totaux d’autres lignes"),
    "percent": ("{}%", "{}\u00a0%"),
    "headline.worth": (" worth {value}", " d’une valeur de {value}"),
    "headline.written": (", all written to {out}", ", toutes écrites dans {out}"),
    "headline.nothing": ("nothing to answer", "rien à quoi répondre"),
    "basis": (
        (
            "Law {reading}{known}; read up to {as_of} (data {version}{modified}). {cases} "
            "distinct cases, {decided} determinations, {seconds} s on {engine}."
        ),
        (
            "Droit {reading}{known} ; lu jusqu’au {as_of} (données {version}{modified}). {cases} "
            "cas distincts, {decided} déterminations, {seconds} s sur {engine}."
        ),
    ),
    "basis.enforced": (
        "as the agency says that it enforces it",
        "tel que l’agence dit l’appliquer",
    ),
    "basis.text": ("as its text stands", "tel que son texte se lit"),
    "basis.known": (", as published up to {day}", ", tel que publié jusqu’au {day}"),
    "basis.modified": (", modified", ", modifiées"),
    "mapping": (
        "Columns: {shown}.",
        "Colonnes : {shown}.",
    ),
    "mapping.wrong": ("Wrong? {flag} MEANING=COLUMN,…", "Erreur ? {flag} SENS=COLONNE,…"),
    "mapping.given": (" (given)", " (donnée)"),
    "section.parties": (
        "Parties on a list, and parties to look at",
        "Parties sur une liste, et parties à regarder",
    ),
    "section.outcomes": ("Answers", "Réponses"),
    "section.attention": ("Look at these first", "À regarder d’abord"),
    "section.changed": (
        "Changed by what was published after {since}",
        "Changé par ce qui fut publié après le {since}",
    ),
    "section.measures": ("Which measures bite", "Quelles mesures mordent"),
    "section.needs": (
        "What would settle the undetermined lines",
        "Ce qui trancherait les lignes indéterminées",
    ),
    "section.unresolved": ("Part names that no item has", "Noms d’articles que rien ne porte"),
    "section.quarantined": (
        "Rows and cells that could not be read",
        "Lignes et cellules illisibles",
    ),
    "section.eccn": (
        "Declared ECCNs that the figures contradict",
        "ECCN déclarés que les chiffres contredisent",
    ),
    "section.allocations": ("Running totals", "Totaux courants"),
    "section.red_flags": ("Red flags", "Signaux d’alerte"),
    "section.destinations": ("By destination", "Par destination"),
    "section.items": ("By item", "Par article"),
    "heading.party": ("party", "partie"),
    "heading.role": ("role", "rôle"),
    "heading.band": ("match", "niveau"),
    "heading.list": ("list", "liste"),
    "heading.entry": ("entry", "inscription"),
    "heading.score": ("score", "score"),
    "heading.answer": ("answer", "réponse"),
    "heading.lines": ("lines", "lignes"),
    "heading.units": ("units", "unités"),
    "heading.value": ("value", "valeur"),
    "heading.share": ("of lines", "des lignes"),
    "heading.what": ("what", "quoi"),
    "heading.before": ("before", "avant"),
    "heading.now": ("now", "maintenant"),
    "heading.measure": ("measure", "mesure"),
    "heading.license": ("license", "licence"),
    "heading.exception": ("exception", "exception"),
    "heading.undetermined": ("undet.", "indét."),
    "heading.none": ("none", "aucune"),
    "heading.needs": ("needs", "il faut"),
    "heading.part": ("part", "article"),
    "heading.near": ("near", "proche"),
    "heading.rows": ("rows", "lignes"),
    "heading.row": ("row", "ligne"),
    "heading.column": ("column", "colonne"),
    "heading.says": ("says", "dit"),
    "heading.why": ("why", "pourquoi"),
    "heading.item": ("item", "article"),
    "heading.flag": ("flag", "signal"),
    "heading.provision": ("provision", "disposition"),
    "heading.per": ("per", "par"),
    "heading.counted": ("counted", "comptés"),
    "heading.crossed": ("crossed", "dépassés"),
    "heading.destination": ("destination", "destination"),
    "more": (
        "and {count} more (all of them in the JSON)",
        "et {count} de plus (tous dans le JSON)",
    ),
    "each measure": (
        "a line counts for each measure that it names",
        "une ligne compte pour chaque mesure qu’elle nomme",
    ),
    "this book alone": (
        "counted over this book alone, from zero, in date order",
        "comptés sur ce seul carnet, depuis zéro, par ordre de date",
    ),
    "nothing near": ("nothing is near", "rien de proche"),
    "whole row": ("(whole row)", "(ligne entière)"),
    "in all": ("{count} in all", "{count} en tout"),
    "not made out": ("(not made out)", "(non identifié)"),
    "unresolved": ("(unresolved)", "(non identifié)"),
    # ---- what to look at first -------------------------------------------------------------------
    "attention.license": ("license needed, {policy}", "licence nécessaire, {policy}"),
    "attention.undetermined": (
        "undetermined: may not be shipped before it is settled",
        "indéterminée : ne peut être expédiée avant d’être tranchée",
    ),
    "attention.flag": ("red flag: {flag}", "signal d’alerte : {flag}"),
    "attention.rows lost": ("rows that could not be read", "lignes qui n’ont pu être lues"),
    "attention.cells lost": ("cells that could not be read", "cellules qui n’ont pu être lues"),
    "attention.unresolved": (
        "{count} part names that no item has",
        "{count} noms d’articles que rien ne porte",
    ),
    "attention.one unresolved": (
        "{count} part name that no item has",
        "{count} nom d’article que rien ne porte",
    ),
    "attention.one eccn": (
        "{count} declared ECCN that the figures contradict",
        "{count} ECCN déclaré que les chiffres contredisent",
    ),
    "attention.eccn": (
        "{count} declared ECCNs that the figures contradict",
        "{count} ECCN déclarés que les chiffres contredisent",
    ),
    # ---- notes -----------------------------------------------------------------------------------
    "band.hit": ("on a list", "sur une liste"),
    "band.not screened": ("not screened", "non vérifiée"),
    "band.review": ("a person must look", "à examiner"),
    "band.cleared": ("cleared", "écartée"),
    "role.purchaser": ("purchaser", "acheteur"),
    "role.intermediate": ("intermediate consignee", "destinataire intermédiaire"),
    "role.consignee": ("consignee", "destinataire"),
    "role.end_user": ("end user", "utilisateur final"),
    "party.error": (
        "an error or a formula of the spreadsheet, not a name: not screened",
        "une erreur ou une formule du tableur, non un nom : non vérifié",
    ),
    "party.long": ("too long for a name: not screened", "trop long pour un nom : non vérifié"),
    "party.none": (
        "names nobody where somebody must be: not screened",
        "ne nomme personne là où il faut quelqu’un : non vérifié",
    ),
    "party.unknown": (
        "says that nobody is named: not screened",
        "dit que personne n’est nommé : non vérifié",
    ),
    "party.not compared": ("cannot be compared: not screened", "incomparable : non vérifié"),
    "party.turned": (
        "holds signs that turn the direction of writing: not screened",
        "contient des signes qui retournent le sens de l’écriture : non vérifié",
    ),
    "party.control": (
        "holds control characters: not screened",
        "contient des caractères de contrôle : non vérifié",
    ),
    "party.number": (
        "a number is no name: not screened",
        "un numéro n’est pas un nom : non vérifié",
    ),
    "note.screened": (
        "parties were screened{on} against {lists}; who left a list before is not seen",
        (
            "les parties ont été vérifiées{on} contre {lists} ; qui a quitté une liste avant n’est "
            "pas vu"
        ),
    ),
    "note.screened list": ("{list} of {day}", "{list} du {day}"),
    "note.screened on": (" on {day}", " le {day}"),
    "note.not screened": (
        "the parties in {columns} were not screened: the answers presume that no party is listed",
        (
            "les parties des colonnes {columns} n’ont pas été vérifiées : les réponses présument "
            "qu’aucune n’est listée"
        ),
    ),
    "note.on record": (
        (
            "companies on record: their headquarters, or the parent's, stand where they are "
            "stricter than what the book says or leaves out: {companies}"
        ),
        (
            "sociétés connues du dossier : leur siège, ou celui de la société mère, vaut là où il "
            "est plus strict que ce que dit ou tait le carnet : {companies}"
        ),
    ),
    "note.may name parties": (
        (
            "not screened, though it may name parties: {columns}; give columns, as consignee=NAME, "
            "intermediate=NAME, purchaser=NAME or end_user=NAME"
        ),
        (
            "nomme peut-être des parties, et n’est pas vérifié\u202f: {columns}\u202f; donner "
            "columns, comme consignee=NOM, intermediate=NOM, purchaser=NOM ou end_user=NOM"
        ),
    ),
    "attention.parties hit": (
        "parties on a list: taken as the listed parties",
        "parties sur une liste : prises pour les parties listées",
    ),
    "attention.parties review": (
        "parties that may be listed: a person must look",
        "parties peut-être listées : à examiner par une personne",
    ),
    "attention.parties not screened": (
        "parties that could not be screened",
        "parties qui n’ont pu être vérifiées",
    ),
    "note.no seat, one": (
        (
            "no column gives the headquarters: each company is taken to sit where its goods go; "
            "{count} line is freer than a license only on that ground"
        ),
        (
            "aucune colonne ne donne le siège : chaque société est supposée siéger là où vont "
            "ses biens ; pour {count} ligne, une réponse plus favorable qu’une licence ne tient "
            "qu’à cela"
        ),
    ),
    "note.no seat, several": (
        (
            "no column gives the headquarters: each company is taken to sit where its goods go; "
            "{count} lines are freer than a license only on that ground"
        ),
        (
            "aucune colonne ne donne le siège : chaque société est supposée siéger là où vont "
            "ses biens ; pour {count} lignes, une réponse plus favorable qu’une licence ne tient "
            "qu’à cela"
        ),
    ),
    "note.beyond record, one": (
        (
            "{count} line is dated after {day}, up to which the law was read: nothing published "
            "later is in their answers"
        ),
        (
            "{count} ligne est datée d’après le {day}, jusqu’où le droit a été lu : rien de ce "
            "qui fut publié ensuite n’est dans sa réponse"
        ),
    ),
    "note.beyond record, several": (
        (
            "{count} lines are dated after {day}, up to which the law was read: nothing "
            "published later is in their answers"
        ),
        (
            "{count} lignes sont datées d’après le {day}, jusqu’où le droit a été lu : rien de "
            "ce qui fut publié ensuite n’est dans leurs réponses"
        ),
    ),
    "note.one day": ("every line is asked on {day}", "chaque ligne est interrogée au {day}"),
    "note.one day, column": (
        "every line is asked on {day}, whatever '{column}' says",
        "chaque ligne est interrogée au {day}, quoi que dise « {column} »",
    ),
}
