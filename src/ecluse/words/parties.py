"""The parties of a shipment, beside its answer."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "purchaser": ("purchaser", "acheteur"),
    "intermediate": ("intermediate consignee", "destinataire intermédiaire"),
    "consignee": ("ultimate consignee", "destinataire final"),
    "end_user": ("end user", "utilisateur final"),
    "party": ("party", "partie"),
    "listed": (
        "listed: {name} ({list}, {citation}), {role}{as_named}{more}",
        "listé : {name} ({list}, {citation}), {role}{as_named}{more}",
    ),
    "as named": (" (“{}”)", " (« {} »)"),
    "more": (", and {} more entries", ", et {} autres inscriptions"),
    "no citation": ("no citation on record", "sans référence au dossier"),
    "not worded": (
        (
            "{name}: listed; the text of that day is not on record; license required at least, and "
            "its footnotes are taken to be those that reach foreign-made items"
        ),
        (
            "{name} : listé ; le texte de ce jour n’est pas au dossier ; licence requise au moins, "
            "et ses notes sont réputées être celles qui visent des articles étrangers"
        ),
    ),
    "expired": (
        "{name}: its order of denial may have expired; the list does not say, so it is taken",
        (
            "{name} : son ordre de refus a peut-être expiré ; la liste ne le dit pas, il est donc "
            "retenu"
        ),
    ),
    "may be": (
        (
            "{role} “{asked}” may be {name} ({list}, {citation}{more}): a clearance on file for "
            "the entry {entry} settles it, or its identifier or address"
        ),
        (
            "{role} « {asked} » est peut-être {name} ({list}, {citation}{more}) : une levée au "
            "dossier pour l’inscription {entry} trancherait, ou son identifiant ou son adresse"
        ),
    ),
    "cleared": (
        "{role} “{asked}” is not {name} ({list}): {because} ({by}{second}, {day})",
        "{role} « {asked} » n’est pas {name} ({list}) : {because} ({by}{second}, {day})",
    ),
    "approved": (", approved by {}", ", approuvé par {}"),
    "alone": (", cleared by one person", ", levé par une seule personne"),
    "screened": ("screened on {day} against {lists}", "vérifié le {day} avec {lists}"),
    "of day": ("{lists} of {day}", "{lists} du {day}"),
    "later": (
        "whoever was listed after these days is not in this answer",
        "qui a été listé après ces jours n’est pas dans cette réponse",
    ),
    "not screened": (
        "not screened: {}; install ecluse with its dependencies",
        "non vérifié : {} ; installer ecluse avec ses dépendances",
    ),
    "earlier": (
        "who left a list between {day} and {as_of} is not seen",
        "qui a quitté une liste entre le {day} et le {as_of} n’est pas vu",
    ),
    "open": ("no name is given of the {}", "aucun nom n’est donné pour : {}"),
    "nobody": (
        "nobody is named, so not screened: {}",
        "personne n’est nommé, donc non vérifié : {}",
    ),
    "not named": ("parties not named", "parties non nommées"),
    "another program": (
        (
            "{name} is on the SDN List under a program that § 744.8 does not name ({programs}): "
            "the Treasury’s sanctions may forbid the transaction, which is not judged here"
        ),
        (
            "{name} figure sur la liste SDN au titre d’un programme que le § 744.8 ne nomme pas "
            "({programs}) : les sanctions du Trésor peuvent interdire la transaction, ce qui n’est "
            "pas jugé ici"
        ),
    ),
    "note": ("Parties", "Parties"),
    "note screened": ("Screened", "Vérification"),
}
