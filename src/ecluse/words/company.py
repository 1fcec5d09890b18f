"""What the companies on record say of a party."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "seat": (
        "{company} is headquartered in {country}, as the companies on record say ({source})",
        "{company} a son siège en {country}, d’après les sociétés au dossier ({source})",
    ),
    "parent": (
        "the ultimate parent of {company} is {parent}, headquartered in {country} ({source})",
        "la société mère ultime de {company} est {parent}, siège\u202f: {country} ({source})",
    ),
    "recalled": ("recalled, opened nowhere", "de mémoire, sans page ouverte"),
    "disputed": (
        "who stands behind {company} is disputed: its ultimate parent is taken as unknown",
        "on dispute qui est derrière {company}\u202f: sa société mère ultime reste inconnue",
    ),
    "contradiction": (
        "{meaning} is {said} here and {found} on record ({company}): the stricter stands",
        "{meaning}\u202f: {said} ici, {found} au dossier ({company})\u202f; le plus strict vaut",
    ),
    "elsewhere": (
        "{company} is said to be in {country} and the goods go elsewhere: its seat is unknown",
        "{company}, dit ici\u202f: {country}, les biens vont ailleurs\u202f: siège inconnu",
    ),
    "buyer": (
        "the buyer or forwarder {company} or its parent is headquartered in {country} on record",
        "l’acheteur ou transitaire {company}, ou sa société mère, a son siège ici\u202f: {country}",
    ),
    "owners on lists": ("{owners}: {lists}", "{owners} : {lists}"),
    "owned": (
        "{company} is owned {percent} % by listed parties ({owners})",
        "{company} est détenue à {percent} % par des parties listées ({owners})",
    ),
    "no listed owner": (
        "no listed party owns it, as far as the files and the companies on record say",
        "aucune partie listée ne la détient, d’après les fichiers et les sociétés au dossier",
    ),
    "unread share": (
        "nobody has read how much of {company} listed parties own ({owners}): Red Flag 29",
        "part inconnue de {company} chez des parties listées ({owners})\u202f: signal d’alerte 29",
    ),
    "minority": (
        "listed parties ({owners}) own {percent} % of {company}, less than the rule asks for",
        "des parties listées ({owners}) détiennent {percent} % de {company}, sous le seuil",
    ),
    "domestic": (
        "{company}, a US company under listed owners ({owners}), is not itself an affiliate",
        "{company}, société américaine sous des détenteurs listés ({owners}), n’est pas visée",
    ),
}
