"""A file note: one determination on paper, to be signed."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "Export determination: {item} to {to}",
        "Détermination d’exportation\u202f: {item} vers {to}",
    ),
    "heading": ("File note", "Note au dossier"),
    "question": ("Question", "Question"),
    "answer": ("Answer", "Réponse"),
    "rests on": ("What it rests on", "Sur quoi elle repose"),
    "data": ("Data", "Données"),
    "signature": ("Signature", "Signature"),
    "signed": ("Reviewed by, place, day", "Revu par, lieu, date"),
    "item": ("Item", "Article"),
    "on": ("Day of the shipment", "Jour de l’expédition"),
    "to": ("Destination", "Destination"),
    "headquarters": ("Headquarters", "Siège"),
    "exporter": ("Exporter", "Exportateur"),
    "reading": ("Reading", "Lecture"),
    "known": ("Published up to", "Publié jusqu’au"),
    "provided": ("Provided that", "Sous réserve que"),
    "classification": ("Classification", "Classement"),
    "requirements": ("Requirements", "Exigences"),
    "duties": ("To do or to show", "À faire ou à établir"),
    "needs": ("Would settle it", "Trancherait la question"),
    "red flags": ("Look twice", "Points de vigilance"),
    "assumptions": ("Taken as given", "Tenu pour acquis"),
    "provision": ("Provision", "Disposition"),
    "truth": ("Holds", "Vérifié"),
    "source": ("Source", "Source"),
    "condition": ("Condition", "Condition"),
    "version": ("Digest of the data", "Empreinte des données"),
    "as of": ("Law read up to", "Droit lu jusqu’au"),
    "modified": ("not as sealed", "différentes du scellé"),
    "none": ("none", "aucun"),
}
