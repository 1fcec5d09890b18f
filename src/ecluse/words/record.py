"""Pages of the record: the law, its measures, items, countries."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "law of": ("The law of {}", "Le droit du {}"),
    "law on": ("The law of {}", "Le droit du {}"),
    "as known on": ("as known on {}", "tel que connu le {}"),
    "with scenario": ("with the scenario {}", "avec le scénario {}"),
    "see today": ("See today’s law", "Voir le droit d’aujourd’hui"),
    "day": ("Day", "Jour"),
    "known": ("As known on", "Tel que connu le"),
    "reading": ("Reading", "Lecture"),
    "show": ("Show", "Afficher"),
    "parts": ("Parts of the regulations", "Parties du règlement"),
    "in force": (
        "{} provisions on record are in force on that day, by part of title 15 CFR.",
        "{} dispositions au dossier sont en vigueur ce jour-là, par partie du titre 15 CFR.",
    ),
    "days": ("The {} days on which the law changes", "Les {} jours où le droit change"),
    "provision": ("provision", "disposition"),
    "kind": ("kind", "sorte"),
    "since": ("since", "depuis"),
    "source": ("source", "source"),
    "state": ("state", "état"),
    "in force on": ("In force on {}", "En vigueur le {}"),
    "not in force on": ("Not in force on {}", "Pas en vigueur le {}"),
    "since day": ("since {}", "depuis le {}"),
    "up to": ("up to {}", "jusqu’au {}"),
    "says": ("What it says", "Ce qu’elle dit"),
    "condition": ("When it applies", "Quand elle s’applique"),
    "as written": ("As the record writes it", "Telle que le dossier l’écrit"),
    "members": ("{} countries", "{} pays"),
    "history": ("History", "Historique"),
    "adds": ("adds it", "l’ajoute"),
    "replaces": ("replaces it", "la remplace"),
    "removes": ("removes it", "la supprime"),
    "stands": ("stands on that day", "vaut ce jour-là"),
    "wording": ("What it then says", "Ce qu’elle dit alors"),
    "rests on": ("rests on", "repose sur"),
    "facts": ("Facts", "Faits"),
    "inside": ("Within it", "En son sein"),
    "stand in": ("Provisions under {}", "Dispositions sous {}"),
    "measures": ("Measures", "Mesures"),
    "log": (
        "{} published acts, the latest first. The law of a day is what they come to.",
        "{} actes publiés, du plus récent au plus ancien. Le droit d’un jour est leur somme.",
    ),
    "other measures": ("Other measures", "Autres mesures"),
    "it suspends": ("It suspends", "Elle suspend"),
    "it postpones": ("It postpones", "Elle reporte"),
    "it rescinds": ("It rescinds", "Elle abroge"),
    "it doubts": ("It leaves in doubt", "Elle laisse dans le doute"),
    "by it suspends": ("Suspended by", "Suspendue par"),
    "by it postpones": ("Postponed by", "Reportée par"),
    "by it rescinds": ("Rescinded by", "Abrogée par"),
    "by it doubts": ("Left in doubt by", "Laissée dans le doute par"),
    "changes": ("What it changes: {} provisions", "Ce qu’elle change : {} dispositions"),
    "changes nothing": (
        "It changes no provision on record.",
        "Elle ne change aucune disposition au dossier.",
    ),
    "from": ("from", "à partir du"),
    "act": ("act", "acte"),
    "both": ("both", "les deux"),
    "published": ("published", "publiée"),
    "effective": ("effective", "en vigueur"),
    "complied from": ("to be complied with from", "à respecter dès le"),
    "binds": ("binds", "lie"),
    "what it changes": ("What it changes", "Ce qu’elle change"),
    "kind definition": ("definition", "définition"),
    "kind group": ("country group", "groupe de pays"),
    "kind classification": ("classification", "classement"),
    "kind exclusion": ("exclusion", "exclusion"),
    "kind presumption": ("presumption", "présomption"),
    "kind jurisdiction": ("jurisdiction", "champ d’application"),
    "kind no_export": ("no export", "pas une exportation"),
    "kind requirement": ("license requirement", "obligation de licence"),
    "kind exception": ("license exception", "exception de licence"),
    "kind restriction": ("restriction of exceptions", "restriction des exceptions"),
    "kind review": ("review policy", "politique d’examen"),
    "kind allocation": ("allocation", "contingent"),
    "kind red_flag": ("red flag", "signal d’alerte"),
    "kind note": ("note", "note"),
    "kind duty": ("duty", "obligation"),
    "kind license": ("license", "licence"),
    "measure kind rule": ("rule", "règle"),
    "measure kind letter": ("letter", "lettre"),
    "measure kind guidance": ("guidance", "ligne directrice"),
    "measure kind announcement": ("announcement", "annonce"),
    "measure kind report": ("press report", "article de presse"),
    "measure kind proposal": ("proposal", "projet"),
    "measure kind bill": ("bill", "proposition de loi"),
    "measure kind licenses": ("licenses", "licences"),
    "measure kind scenario": ("scenario", "scénario"),
    "items on": ("The catalogue, classified on {}", "Le catalogue, classé au {}"),
    "catalogue": (
        "{} chips, boards, systems and memory stacks, with the two figures that the law compares.",
        (
            "{} puces, cartes, systèmes et piles de mémoire, avec les deux chiffres que le droit "
            "compare."
        ),
    ),
    "search": ("Search", "Chercher"),
    "search hint": ("A name, a vendor or an alias", "Un nom, un fabricant ou un autre nom"),
    "find": ("Find", "Trouver"),
    "found": ("{} found for “{}”.", "{} trouvés pour « {} »."),
    "all items": ("All items", "Tous les articles"),
    "item": ("item", "article"),
    "vendor": ("vendor", "fabricant"),
    "paragraph": ("paragraph", "paragraphe"),
    "no paragraph": ("none that is certain", "aucun qui soit certain"),
    "item kind chip": ("chip", "puce"),
    "item kind board": ("board", "carte"),
    "item kind system": ("system", "système"),
    "item kind memory_stack": ("memory stack", "pile de mémoire"),
    "where it goes": ("Where it may go on {}", "Où cet article peut aller le {}"),
    "what may go": ("What may go there on {}", "Ce qui peut y aller le {}"),
    "plain question": (
        (
            "The answers to the plain question, with nothing given of parties or end use: each "
            "answer’s own page says what it presumes."
        ),
        (
            "Les réponses à la question simple, sans rien donner des parties ni de l’usage : la "
            "page de chaque réponse dit ce qu’elle présume."
        ),
    ),
    "more": ("{} more", "{} de plus"),
    "limits": ("How near it is to the limits", "À quelle distance des limites"),
    "limits of": (
        "Figures and the limits of the law of {}",
        "Les chiffres et les limites du droit du {}",
    ),
    "figure": ("figure", "chiffre"),
    "value": ("value", "valeur"),
    "last limit": ("last limit met", "dernière limite atteinte"),
    "over": ("over by", "dépassée de"),
    "next limit": ("next limit", "limite suivante"),
    "short": ("short by", "manque"),
    "over time": ("Its paragraph over time", "Son paragraphe au fil du temps"),
    "from day": ("From {}", "À partir du {}"),
    "until day": ("until {}", "jusqu’au {}"),
    "figures": ("Figures and where they were read", "Les chiffres et leurs sources"),
    "figures of": ("Figures of {}", "Chiffres de {}"),
    "confidence": ("rests on", "repose sur"),
    "notes": ("Notes", "Notes"),
    "designed in": ("designed in", "conçu dans le pays"),
    "filed": ("ECCN by its maker", "ECCN selon le fabricant"),
    "contains": ("contains", "contient"),
    "also called": ("also called", "dit aussi"),
    "countries": ("Countries", "Pays"),
    "treated as": ("Treated as {} since {}.", "Traité comme {} depuis le {}."),
    "groups": ("Country groups", "Groupes de pays"),
    "groups on": ("Country groups on {}", "Groupes de pays au {}"),
    "group": ("group", "groupe"),
    "member": ("member", "membre"),
    "member true": ("joins", "entre"),
    "member false": ("leaves", "sort"),
    "member first": ("as the record begins", "au début du dossier"),
    "member unknown": ("in doubt", "dans le doute"),
    "chart": (
        "The Commerce Country Chart",
        "La table des pays (Commerce Country Chart)",
    ),
    "follows": ("It takes the marks of {}.", "Il prend les marques de {}."),
    "not in chart": ("The chart does not name it.", "La table ne le nomme pas."),
    "naming": ("{} provisions that name it", "{} dispositions qui le nomment"),
    "naming too": (
        "Embargoes among them, and conditions that leave it out.",
        "Dont les embargos, et les conditions qui l’excluent.",
    ),
    "seated": (
        "{} companies on record with headquarters there",
        "{} sociétés au dossier y ont leur siège",
    ),
    "show them": ("Show them", "Les montrer"),
    "company": ("company", "société"),
    "trade": ("trade", "métier"),
    "how read": ("how it was read", "comment on l’a lu"),
    "read opened": ("in its own filing or page", "dans son propre dépôt ou sa page"),
    "read secondary": ("in a secondary source", "dans une source secondaire"),
    "read given": ("as given", "comme donné"),
    "read memory": ("from memory, not verified", "de mémoire, non vérifié"),
    "covers": (
        "{} paragraphs are judged, {} flagged, {} not judged.",
        "{} paragraphes sont jugés, {} signalés, {} non jugés.",
    ),
    "covers why": (
        (
            "Every paragraph that can decide about computing hardware stands here. What is not "
            "judged may require a license all the same: silence is no answer."
        ),
        (
            "Chaque paragraphe qui peut décider d’un matériel de calcul figure ici. Ce qui n’est "
            "pas jugé peut exiger une licence tout de même : le silence n’est pas une réponse."
        ),
    ),
    "what": ("what is judged, and what is left out", "ce qui est jugé, et ce qui est laissé"),
    "provisions": ("{} provisions", "{} dispositions"),
    "about": (
        (
            "Ecluse says whether an AI chip may be shipped to a country on a day under the US "
            "export regulations, by which rule and why, with a source for each claim."
        ),
        (
            "Ecluse dit si une puce d’IA peut être expédiée vers un pays, un jour donné, selon le "
            "règlement américain des exportations, par quelle règle et pourquoi, avec une source "
            "pour chaque affirmation."
        ),
    ),
    "about data": ("The record", "Le dossier"),
    "about record": (
        (
            "It answers for any day from {}; the law was read up to {}. It holds {} measures, {} "
            "items and {} countries."
        ),
        (
            "Il répond pour tout jour à partir du {} ; le droit a été lu jusqu’au {}. Il contient "
            "{} mesures, {} articles et {} pays."
        ),
    ),
    "about covers": (
        "What is judged and what is not is said paragraph by paragraph:",
        "Ce qui est jugé et ce qui ne l’est pas est dit paragraphe par paragraphe :",
    ),
    "about api": ("For programs", "Pour les programmes"),
    "about api says": (
        (
            "Every answer is served as JSON, with the keys of the command line. A word that is not "
            "understood is refused, for one that is dropped could change the answer. The "
            "description:"
        ),
        (
            "Chaque réponse est servie en JSON, avec les clés de la ligne de commande. Un mot qui "
            "n’est pas compris est refusé, car un mot perdu pourrait changer la réponse. La "
            "description :"
        ),
    ),
    "about mcp": ("For assistants", "Pour les assistants"),
    "about mcp says": (
        (
            "The same answers are tools of the Model Context Protocol. Give your assistant this "
            "command:"
        ),
        (
            "Les mêmes réponses sont des outils du Model Context Protocol. Donnez cette commande à "
            "votre assistant :"
        ),
    ),
    "about privacy": ("Privacy", "Vie privée"),
    "about privacy says": (
        (
            "A page asks nothing of anyone but this server: no cookie, no outside script, font or "
            "picture. What you ask stands in no log; nothing is kept unless you say “keep this”."
        ),
        (
            "Une page ne demande rien à personne d’autre qu’à ce serveur : ni cookie, ni script, "
            "police ou image venus d’ailleurs. Votre question n’est inscrite dans aucun journal ; "
            "rien n’est conservé sans que vous le demandiez."
        ),
    ),
    "about license": ("License", "Licence"),
    "about license says": (
        (
            "The program and its data are under the Apache License 2.0; sources that are quoted "
            "keep their own."
        ),
        (
            "Le programme et ses données sont sous licence Apache 2.0 ; les sources citées gardent "
            "la leur."
        ),
    ),
    "version": ("version", "version"),
    "data version": ("data", "données"),
    "read up to": ("law read up to", "droit lu jusqu’au"),
    "sealed": ("data as sealed", "données telles que scellées"),
    "sources": ("Sources", "Sources"),
    "source number": ("source {}", "source {}"),
    "scenarios": ("Scenarios", "Scénarios"),
    "provisions one": ("{} provision", "{} disposition"),
    "changes one": ("What it changes: {} provision", "Ce qu’elle change : {} disposition"),
    "naming one": ("{} provision that names it", "{} disposition qui le nomme"),
    "seated one": (
        "{} company on record with headquarters there",
        "{} société au dossier y a son siège",
    ),
    "found one": ("{} found for “{}”.", "{} trouvé pour « {} »."),
    "members one": ("{} country", "{} pays"),
}
