"""The one-minute brief: its sentences, labels and headings."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # ---- kicker and lead ----
    "export controls": ("US export controls", "Contrôle américain des exportations"),
    "known": ("as known on {day}", "tel que connu le {day}"),
    "scenario": ("scenario {name}", "scénario {name}"),
    "strict": ("nothing presumed", "sans présomption"),
    "to": ("{item} to {place}", "{item} vers {place}"),
    "and": (" and ", " et "),
    # ---- labels of bullets ----
    "label rule": ("The rule.", "La règle."),
    "label figure": ("How close.", "À quelle distance."),
    "label change": ("What changed.", "Ce qui a changé."),
    "label same": ("No change.", "Rien n’a changé."),
    "label next": ("What next.", "Et ensuite."),
    "label settle": ("What would settle it.", "Ce qui trancherait."),
    "label supposed": ("Supposed.", "Supposé."),
    "label measure": ("The measure.", "La mesure."),
    "label most": ("Who is hit.", "Qui est touché."),
    "label rules": ("In the rules.", "Dans les règles."),
    "label first": ("At first.", "Au départ."),
    "label then": ("Then.", "Puis."),
    "label last": ("Last change.", "Dernier changement."),
    "label now": ("Today.", "Aujourd’hui."),
    "label book": ("The book.", "Le carnet."),
    "label open": ("What is open.", "Ce qui reste ouvert."),
    "label free": ("What may go.", "Ce qui peut partir."),
    # ---- one answer ----
    "rule LICENSE": (
        "Since {since}, a license is required ({provision}); {policy}.",
        "Depuis le {since}, une licence est requise ({provision}) ; {policy}.",
    ),
    "rule EXCEPTION": (
        "Since {since}, License Exception {exception} overcomes the requirement ({provision}).",
        "Depuis le {since}, l’exception {exception} lève l’exigence ({provision}).",
    ),
    "rule NLR": (
        "On {day}, none of the {count} requirements on record applies; {presumed}.",
        "Le {day}, aucune des {count} exigences au dossier ne s’applique ; {presumed}.",
    ),
    "rule stays": (
        "On {day}, the shipment is no export or transfer: none of {count} requirements bears.",
        "Le {day}, l’envoi n’est pas une exportation : aucune des {count} exigences ne joue.",
    ),
    "rule NOT_SUBJECT": (
        "On {day}, none of the {count} grounds for US jurisdiction reaches it; {presumed}.",
        "Le {day}, aucun des {count} fondements de compétence américaine ne joue ; {presumed}.",
    ),
    "rule UNDETERMINED": (
        "On {day}, {possible}; {needs}.",
        "Le {day}, {possible} ; {needs}.",
    ),
    "figure below": (
        "{fact} is {value}: {margin} below the limit of {limit} ({provision}).",
        "{fact} est de {value} : {margin} sous la limite de {limit} ({provision}).",
    ),
    "figure above": (
        "{fact} is {value}: {margin} above the limit of {limit} ({provision}).",
        "{fact} est de {value} : {margin} au-dessus de la limite de {limit} ({provision}).",
    ),
    "figure at": (
        "{fact} is {value}, exactly at the limit ({provision}).",
        "{fact} est de {value}, exactement à la limite ({provision}).",
    ),
    "figure between": (
        "Sources put {fact} between {low} and {high}; the record chooses none.",
        "Selon les sources, {fact} va de {low} à {high} ; le dossier ne tranche pas.",
    ),
    "figure alone": (
        "{fact} is {value}; no limit of the rules is compared with it here.",
        "{fact} est de {value} ; aucune limite des règles n’y est comparée ici.",
    ),
    "figure none": (
        "Of {count} figures that rules compare, {known} are on record for this item.",
        "Sur {count} chiffres que les règles comparent, {known} sont connus pour cet article.",
    ),
    "changed": (
        "On {since}, the answer went from {before} to {now}: {measure}.",
        "Le {since}, la réponse est passée de « {before} » à « {now} » : {measure}.",
    ),
    "changed unnamed": (
        "On {since}, the answer went from {before} to {now}.",
        "Le {since}, la réponse est passée de « {before} » à « {now} ».",
    ),
    "changed held": (
        "On {since}, a license held came to cover it: {measure}.",
        "Le {since}, une licence détenue vient la couvrir : {measure}.",
    ),
    "changed held unnamed": (
        "On {since}, a license held came to cover it.",
        "Le {since}, une licence détenue vient la couvrir.",
    ),
    "changed within": (
        "On {since}, other terms came for the same answer ({now}): {measure}.",
        "Le {since}, d’autres conditions pour la même réponse ({now}) : {measure}.",
    ),
    "changed within unnamed": (
        "On {since}, other terms came for the same answer ({now}).",
        "Le {since}, d’autres conditions pour la même réponse ({now}).",
    ),
    "supposed change": (
        "In the scenario, on {since}, the answer goes from {before} to {now}: {measure}.",
        "Dans le scénario, le {since}, la réponse passe de « {before} » à « {now} » : {measure}.",
    ),
    "supposed change unnamed": (
        "In the scenario, on {since}, the answer goes from {before} to {now}.",
        "Dans le scénario, le {since}, la réponse passe de « {before} » à « {now} ».",
    ),
    "supposed change held": (
        "In the scenario, on {since}, a license held comes to cover it: {measure}.",
        "Dans le scénario, le {since}, une licence détenue la couvre : {measure}.",
    ),
    "supposed change held unnamed": (
        "In the scenario, on {since}, a license held comes to cover it.",
        "Dans le scénario, le {since}, une licence détenue la couvre.",
    ),
    "supposed change within": (
        "In the scenario, on {since}, other terms come for the same answer ({now}): {measure}.",
        "Dans le scénario, le {since}, d’autres conditions ({now}) : {measure}.",
    ),
    "supposed change within unnamed": (
        "In the scenario, on {since}, other terms come for the same answer ({now}).",
        "Dans le scénario, le {since}, d’autres conditions pour la même réponse ({now}).",
    ),
    "same": (
        "The answer has been the same since {since}, the first day on record.",
        "La réponse est la même depuis le {since}, premier jour au dossier.",
    ),
    "next": (
        "On {since}, the answer goes on to {now}: {measure}.",
        "Le {since}, la réponse devient « {now} » : {measure}.",
    ),
    "next unnamed": (
        "On {since}, the answer goes on to {now}.",
        "Le {since}, la réponse devient « {now} ».",
    ),
    "next held": (
        "On {since}, a license held comes to cover it: {measure}.",
        "Le {since}, une licence détenue viendra la couvrir : {measure}.",
    ),
    "next held unnamed": (
        "On {since}, a license held comes to cover it.",
        "Le {since}, une licence détenue viendra la couvrir.",
    ),
    "next within": (
        "On {since}, other terms follow for the same answer ({now}): {measure}.",
        "Le {since}, d’autres conditions suivent pour la même réponse ({now}) : {measure}.",
    ),
    "next within unnamed": (
        "On {since}, other terms follow for the same answer ({now}).",
        "Le {since}, d’autres conditions suivent pour la même réponse ({now}).",
    ),
    "next none": (
        "Nothing on record changes it later; the latest act on record, {measure}, is of {day}.",
        "Rien au dossier ne la change ensuite ; dernier acte, du {day} : « {measure} ».",
    ),
    "settle": (
        "{facts}: {fact}.",
        "{facts} : {fact}.",
    ),
    # ---- a day, a measure, a scenario ----
    "published": ("{measure} was published on {day}.", "{measure} : publication le {day}."),
    "published and applies": (
        "{measure}, published on {day}, applies from {since}.",
        "{measure} : publication le {day}, effet le {since}.",
    ),
    "nothing begins": (
        "On {day}, no act on record begins, pauses or ends.",
        "Le {day}, aucun acte au dossier ne commence, ne s’arrête ni ne finit.",
    ),
    "hit": (
        "{answers} go from {before} to {now}, {item} to {place} among them.",
        "{answers} passent de « {before} » à « {now} », dont {item} vers {place}.",
    ),
    "hit one": (
        "{answers} goes from {before} to {now}: {item} to {place}.",
        "{answers} passe de « {before} » à « {now} » : {item} vers {place}.",
    ),
    "hit none": (
        "Of {answers} compared, of every item to {place}, none changes.",
        "Sur {answers} comparées, de tout article vers {place}, aucune ne change.",
    ),
    "hit none by it": (
        "By this act, none of {answers} compared, of every item to {place}, changes.",
        "Par cet acte, sur {answers} comparées, de tout article vers {place}, aucune ne change.",
    ),
    "differ": ("{provisions}, {provision} among them.", "{provisions}, dont : {provision}."),
    "differ one": ("{provisions}: {provision}.", "{provisions} : {provision}."),
    "differ none": ("{provisions} between the two laws.", "{provisions} entre les deux droits."),
    "next act": (
        "The next act on record, {measure}, was published on {day}.",
        "L’acte suivant au dossier est du {day} : « {measure} ».",
    ),
    "last act": (
        "No later act is on record; the latest, {measure}, is of {day}.",
        "Aucun acte ultérieur au dossier ; le dernier est du {day} : « {measure} ».",
    ),
    "other days": (
        "Other parts of it begin on {days}.",
        "D’autres parties s’appliquent dès le {days}.",
    ),
    "between days": (", then ", ", puis le "),
    "suspends": ("Suspended from {day}: {measure}.", "Suspendu dès le {day} : {measure}."),
    "rescinds": ("Rescinded from {day}: {measure}.", "Abrogé dès le {day} : {measure}."),
    "instead enforced": (
        "From {day}, it is not enforced as written: {measure}.",
        "Dès le {day}, il n’est pas appliqué tel qu’écrit : {measure}.",
    ),
    "instead text": (
        "From {day}, its text reads otherwise: {measure}.",
        "Dès le {day}, son texte se lit autrement : {measure}.",
    ),
    "no effect": (
        "A {kind} has no legal effect: it changes {count} provisions of the law.",
        "Sans effet juridique ({kind}) : {count} disposition du droit modifiée.",
    ),
    "every country": ("every country", "chaque pays"),
    "supposes": ("From {day}: {says}", "Dès le {day} : {says}"),
    "nothing else said": (
        "each answer is of an item to a country, and presumes whatever is not said",
        "chaque réponse est d’un article vers un pays, et présume ce qui n’est pas dit",
    ),
    "lead day": (
        "Every item of the catalogue to {place}, on the day before and on the day.",
        "Chaque article du catalogue vers {place}, la veille et le jour même.",
    ),
    "lead scenario": (
        "Every item of the catalogue to {place}, with the scenario and without it.",
        "Chaque article du catalogue vers {place}, avec le scénario et sans lui.",
    ),
    # ---- a story ----
    "first": ("From {since} the answer was: {now}.", "Dès le {since}, la réponse était : {now}."),
    # ---- what a chip does ----
    "does": (
        "One {item} {verb} {rate} tokens a second of {model}; one {other}, {beside}.",
        "Une puce {item} {verb} {rate} jetons par seconde de {model} ; une {other}, {beside}.",
    ),
    "does bare": (
        "One {item} {verb} {rate} tokens a second; one {other}, {beside}.",
        "Une puce {item} {verb} {rate} jetons par seconde ; une {other}, {beside}.",
    ),
    "writes": ("writes", "écrit"),
    "reads": ("reads", "lit"),
    "range": (
        "With what is assumed of it, a chip writes between {low} and {high} tokens a second.",
        "Selon ce qui est supposé d’elle, une puce écrit de {low} à {high} jetons par seconde.",
    ),
    "label writing": ("Writing.", "En écriture."),
    "label reading": ("Reading.", "En lecture."),
    "label range": ("How sure.", "Avec quelle marge."),
    "modeled": (
        "rates of {model} on {count} chips are a model of public figures, not measurements",
        "débits de {model} sur {count} puces : un modèle de chiffres publics, non des mesures",
    ),
    "lead use": (
        "What a chip does for {model}, {count} chips side by side, whatever the law says of it.",
        "Ce qu’une puce fait pour {model}, {count} puces côte à côte, quoi que le droit en dise.",
    ),
    "lead use one": (
        "What one chip does for {model}, whatever the law says of it.",
        "Ce qu’une puce seule fait pour {model}, quoi que le droit en dise.",
    ),
    # ---- a book ----
    "book": ("{lines} worth {value} were answered.", "{lines} pour {value} ont reçu une réponse."),
    "book bare": ("{lines} were answered.", "{lines} ont reçu une réponse."),
    "book license": (
        "{lines} worth {value} need a license.",
        "{lines} pour {value} exigent une licence.",
    ),
    "book license bare": ("{lines} need a license.", "{lines} exigent une licence."),
    "book open": (
        "{lines} worth {value} stay undetermined; {need} would settle {settled}.",
        "{lines} pour {value} restent à trancher ; {need} en trancherait {settled}.",
    ),
    "book open bare": ("{lines} stay undetermined.", "{lines} restent à trancher."),
    "book open some": (
        "{lines} worth {value} stay undetermined.",
        "{lines} pour {value} restent à trancher.",
    ),
    "book free": (
        "{lines} worth {value} may go without a license or under an exception, as presumed.",
        "{lines} pour {value} peuvent partir sans licence ou par exception, sous réserve.",
    ),
    "book free bare": (
        "{lines} may go without a license or under an exception, as presumed.",
        "{lines} peuvent partir sans licence ou par exception, sous réserve.",
    ),
    "order book": ("order book {name}", "carnet {name}"),
    "at the rate": (
        "{amount} ({converted} at the ECB rate of {day})",
        "{amount} ({converted} au cours BCE du {day})",
    ),
    "in all at the rate": (
        "{amount} ({converted} in all at the ECB rate of {day})",
        "{amount} ({converted} en tout au cours BCE du {day})",
    ),
    "in all alone": (
        "{converted} in all, at the ECB rate of {day},",
        "{converted} en tout, au cours BCE du {day},",
    ),
    "every row": (
        "{lines} rows in, {lines} rows out, {totals} of them totals that are not answered",
        "{lines} lignes reçues, {lines} rendues, dont {totals} de totaux, sans réponse",
    ),
    "every line": (
        "{lines} lines in, {lines} lines answered",
        "{lines} lignes reçues, {lines} lignes rendues",
    ),
    "lines presume": (
        "each line presumes whatever its cells do not say",
        "chaque ligne présume ce que ses cellules ne disent pas",
    ),
    "lines unresolved": (
        "{lines} lines name a part that is not in the catalogue",
        "{lines} lignes nomment un article absent du catalogue",
    ),
    # ---- what is certain and what is not ----
    "certain": ("Certain", "Certain"),
    "not certain": ("Not certain", "Incertain"),
    "certain provision": (
        "{provision}: {citation}, in force since {day}",
        "{provision} : {citation}, en vigueur depuis le {day}",
    ),
    "certain figure": ("{fact} {value}: {source}", "{fact} {value} : {source}"),
    "certain none": (
        "nothing here rests on the rule’s own text alone",
        "rien ici ne repose sur le seul texte de la règle",
    ),
    "rests on": ("{name}: {confidence}", "{name} : {confidence}"),
    "the answer": ("the answer", "la réponse"),
    "disputed": (
        "{fact}: sources give {low} to {high}",
        "{fact} : les sources donnent {low} à {high}",
    ),
    "disputed above": (
        "{fact}: {low} or more, nobody says how much",
        "{fact} : {low} ou plus, personne ne dit combien",
    ),
    "presumed": ("presumed: {facts}", "présumé : {facts}"),
    "rate": ("its throughput in {operand}", "son débit de calcul en {operand}"),
    "needed": ("not known: {facts}", "non connu : {facts}"),
    "policy": (
        "how an application would be reviewed is not published",
        "la politique d’examen d’une demande n’est pas publiée",
    ),
    "supposed": ("all of it is supposed: {says}", "tout ceci est supposé : {says}"),
    "after": (
        "what was published after {day} is not in it",
        "ce qui fut publié après le {day} n’y est pas",
    ),
    # ---- the record, citing, sharing ----
    "known on": ("As known on", "État du dossier"),
    "record": (
        "Law read up to {day}; what had been published by {known} counts; data {version}.",
        "Droit lu jusqu’au {day} ; compte ce qui était publié le {known} ; données {version}.",
    ),
    "record modified": (
        "The data are not as they were sealed.",
        "Les données ne sont pas celles du scellé.",
    ),
    "cite": ("How to cite", "Comment citer"),
    "cited": (
        "Ecluse, “{title}”, law read up to {day}, data {version}, {address}.",
        "Ecluse, « {title} », droit lu jusqu’au {day}, données {version}, {address}.",
    ),
    "share": ("Share", "Partager"),
    "shared": ("{title}. {record} {address}", "{title}. {record} {address}"),
    "as of": ("Law read up to {day}", "Droit lu jusqu’au {day}"),
    "source": ("Source", "Source"),
    "proof": ("Proof", "Preuve"),
    "brief": ("In brief", "En bref"),
    "numbers": ("The numbers of the picture", "Les chiffres de l’image"),
    "colon": ("{name}: {value}", "{name} : {value}"),
    "copy": ("Text to copy", "Texte à copier"),
    "bibtex": ("BibTeX", "BibTeX"),
    "page number": ("page", "page"),
    "not advice": ("Not legal advice.", "Ne constitue pas un avis juridique."),
    "subject to": (
        "Subject to what the brief presumes.",
        "Sous réserve de ce que la note présume.",
    ),
}
