"""Why a number of a market is as it is."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{measure}, {period}: {told}", "{measure}, {period} : {told}"),
    "range": ("{middle} ({low} to {high})", "{middle} (de {low} à {high})"),
    "units": ("{told} chips", "{told} puces"),
    "usd": ("{told} USD", "{told} USD"),
    "flow": ("{number} · {name}", "{number} · {name}"),
    "level": ("{name}, at the start", "{name}, au début"),
    "above": ("see above: {names}", "voir plus haut : {names}"),
    "nothing": (
        "nothing of it in any draw: {products}",
        "rien dans aucun tirage : {products}",
    ),
    "gate": ("{place}, {since} to {until}: {state}", "{place}, du {since} au {until} : {state}"),
    "measure": (
        "{measure}: {citation}; known as of {known}",
        "{measure} : {citation} ; connu dès le {known}",
    ),
    "needs": (
        "{state}; the engine needs {needs}",
        "{state} ; il manque au moteur {needs}",
    ),
    "act": ("{kind}, {act}, {since}: {says}", "{kind}, {act}, {since} : {says}"),
    "act until": (
        "{kind}, {act}, {since} to {until}: {says}",
        "{kind}, {act}, du {since} au {until} : {says}",
    ),
    "license": ("practice, first licenses", "pratique, premières licences"),
    "hold": ("practice, a hold of decisions", "pratique, suspension des décisions"),
    "fee": ("practice, a fee", "pratique, une redevance"),
    "cap": ("practice, a cap", "pratique, un plafond"),
    "destination": ("the destination", "la destination"),
    "provokes": (
        "makes a refusal likelier, {since}: {act}",
        "rend un refus plus probable, {since} : {act}",
    ),
    "news": ("news", "nouvelles"),
    "prior": ("{prior} as {parameter}: {told} {unit}", "{prior} pour {parameter} : {told} {unit}"),
    "set": ("{prior} as {parameter}: set to {value}", "{prior} pour {parameter} : fixé à {value}"),
    "of": ("{parameter} of {of}", "{parameter} de {of}"),
    "hindsight": ("known only on {known}", "connu seulement le {known}"),
    "condition": ("stands for an act of {day}", "tient à un acte du {day}"),
    "note": (
        (
            "Equations by their number in docs/simulation.md. Marked ? : a weak source, memory or "
            "judgment. What was before the period stands in the levels at its start."
        ),
        (
            "Équations par leur numéro dans docs/simulation.md. Marqué ? : une source faible, la "
            "mémoire ou un jugement. Ce qui précède la période tient dans les niveaux à son début."
        ),
    ),
    # ---- how sure
    "high": ("high", "sûr"),
    "medium": ("medium", "moyen"),
    "low": ("low", "faible"),
    "memory": ("memory", "de mémoire"),
    "assumed": ("assumed", "supposé"),
    # ---- flows and levels
    "cancelled": ("cancelled", "annulées"),
    "ordered": ("ordered", "commandées"),
    "used": ("put to use", "mises en service"),
    "started": ("started", "commencées"),
    "booked": ("booked of suppliers", "réservées chez les fournisseurs"),
    "made": ("finished", "achevées"),
    "delivered": ("delivered", "livrées"),
    "licensed": ("of these under a license", "dont sous licence"),
    "licenses": ("licensed and not shipped", "sous licence, non expédiées"),
    "elsewhere": ("sold elsewhere", "vendues ailleurs"),
    "charge": ("charge", "charge"),
    "charge_stock": ("charge on stock", "charge sur stock"),
    "charge_obligations": ("charge on obligations", "charge sur engagements"),
    "release": ("release of the charge", "reprise de la charge"),
    "unbooked": ("bookings turned to other products", "réservations reportées sur d’autres"),
    "diverted": ("parts turned to other products", "pièces reportées sur d’autres produits"),
    "revenue": ("revenue", "chiffre d’affaires"),
    "elsewhere_revenue": ("revenue elsewhere", "chiffre d’affaires ailleurs"),
    "paid": ("fee", "redevance"),
    "backlog": ("ordered and not delivered", "commandées, non livrées"),
    "hand": ("delivered and not yet used", "livrées, non encore utilisées"),
    "stock": ("finished stock", "stock achevé"),
    "pipeline": ("in making", "en fabrication"),
    "obligations": ("booked and not started", "réservées, non commencées"),
    "charged": ("charged so far", "charge passée jusque-là"),
}
