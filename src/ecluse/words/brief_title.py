"""Titles of briefs; a key that ends in "short" is tried after the other."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "NLR": (
        "{item} to {place} needs no license on {day}",
        "{item} vers {place} n’exige aucune licence le {day}",
    ),
    "NLR short": (
        "{item} to {place} needs no license: {day}",
        "{item} vers {place} n’exige pas de licence le {day}",
    ),
    "EXCEPTION": (
        "{item} to {place} may use exception {exception} on {day}",
        "{item} vers {place} relève de l’exception {exception} le {day}",
    ),
    "EXCEPTION short": (
        "{item} to {place} may use {exception} on {day}",
        "{item} vers {place} suit l’exception {exception} le {day}",
    ),
    "LICENSE": (
        "{item} to {place} needs a license on {day}",
        "{item} vers {place} exige une licence le {day}",
    ),
    "LICENSE short": (
        "{item} to {place} needs a license: {day}",
        "{item} vers {place} exige une licence, {day}",
    ),
    "held": (
        "{item} to {place} goes under a license held on {day}",
        "{item} vers {place} part sous une licence détenue le {day}",
    ),
    "held short": (
        "{item} to {place} goes under license on {day}",
        "{item} vers {place} part sous licence le {day}",
    ),
    "NOT_SUBJECT": (
        "{item} to {place} falls outside the EAR on {day}",
        "{item} vers {place} ne relève pas de l’EAR le {day}",
    ),
    "NOT_SUBJECT short": (
        "{item} to {place} is outside the EAR: {day}",
        "{item} vers {place} échappe à l’EAR, {day}",
    ),
    "UNDETERMINED": (
        "Undetermined: may {item} ship to {place} on {day}?",
        "Indéterminé : peut-on expédier {item} vers {place} le {day} ?",
    ),
    "UNDETERMINED short": (
        "Undetermined: may {item} go to {place}, {day}?",
        "Indéterminé : expédier {item} vers {place} le {day} ?",
    ),
    "NLR bare": (
        "{place}: {item} needs no license, {day}",
        "{place} : {item} n’exige pas de licence, {day}",
    ),
    "EXCEPTION bare": (
        "{place}: {item} may use {exception} on {day}",
        "{place} : {item} suit {exception} le {day}",
    ),
    "LICENSE bare": (
        "{place}: {item} needs a license, {day}",
        "{place} : {item} exige une licence, {day}",
    ),
    "held bare": (
        "{place}: {item} goes under license, {day}",
        "{place} : {item} part sous licence, {day}",
    ),
    "NOT_SUBJECT bare": (
        "{place}: {item} is outside the EAR, {day}",
        "{place} : {item} échappe à l’EAR, {day}",
    ),
    "UNDETERMINED bare": (
        "Undetermined: {item}, {place}, on {day}",
        "Indéterminé : {item}, {place}, le {day}",
    ),
    "what if": ("What if? {title}", "Et si ? {title}"),
    "day": (
        "On {day}, {changed} of {compared} answers change",
        "Le {day}, {changed} réponses sur {compared} changent",
    ),
    "day one": (
        "On {day}, {changed} answer of {compared} changes",
        "Le {day}, {changed} réponse sur {compared} change",
    ),
    "day none": (
        "On {day}, none of {compared} answers changes",
        "Le {day}, aucune des {compared} réponses ne change",
    ),
    "day to": (
        "{place}: {changed} of {compared} answers change on {day}",
        "{place} : {changed} réponses sur {compared} changent le {day}",
    ),
    "day to one": (
        "{place}: {changed} answer of {compared} changes on {day}",
        "{place} : {changed} réponse sur {compared} change le {day}",
    ),
    "day to none": (
        "{place}: none of {compared} answers changes on {day}",
        "{place} : aucune des {compared} réponses ne change le {day}",
    ),
    "measure": (
        "{measure} changes {answers} on {day}",
        "{measure} change {answers} le {day}",
    ),
    "measure to": (
        "{place}: {measure} changes {answers} on {day}",
        "{place} : {measure} change {answers} le {day}",
    ),
    "titled": (
        "{measure}: {answers} change on {day}",
        "{measure} : {answers} changent le {day}",
    ),
    "titled one": (
        "{measure}: {answers} changes on {day}",
        "{measure} : {answers} change le {day}",
    ),
    "titled short": ("{measure}: {answers}, {day}", "{measure} : {answers}, {day}"),
    "titled none": (
        "{measure}: no plain answer changes on {day}",
        "{measure} : aucune réponse simple ne change le {day}",
    ),
    "act": ("This act changes {answers} on {day}", "Cet acte change {answers} le {day}"),
    "act none": (
        "This act changes no plain answer on {day}",
        "Cet acte ne change aucune réponse simple le {day}",
    ),
    "scenario": (
        "The scenario changes {answers} on {day}",
        "Le scénario change {answers} le {day}",
    ),
    "scenario none": (
        "The scenario changes no plain answer on {day}",
        "Le scénario ne change aucune réponse simple le {day}",
    ),
    "no effect": (
        "{kind} ({source}) changes no answer on {day}",
        "{kind} ({source}) ne change aucune réponse le {day}",
    ),
    "no effect short": (
        "{kind} changes no answer on {day}",
        "{kind} ne change aucune réponse le {day}",
    ),
    "measure to none": (
        "{place}: {measure} changes no plain answer on {day}",
        "{place} : {measure} ne change aucune réponse simple le {day}",
    ),
    "measure none": (
        "{measure} changes no plain answer on {day}",
        "{measure} ne change aucune réponse simple le {day}",
    ),
    "story": (
        "{item} to {place} got {answers} since {day}",
        "{item} vers {place} a reçu {answers} depuis le {day}",
    ),
    "story one": (
        "{item} to {place} kept the same answer since {day}",
        "{item} vers {place} garde la même réponse depuis le {day}",
    ),
    "story open": (
        "{item} to {place} is now undetermined; {answers} since {day}",
        "{item} vers {place} est indéterminé ; {answers} depuis le {day}",
    ),
    "use": (
        "One {item} still writes {rate} tokens a second on {day}",
        "Une puce {item} écrit encore {rate} jetons par seconde le {day}",
    ),
    "use short": (
        "One {item} writes {rate} tokens a second",
        "Une puce {item} écrit {rate} jetons par seconde",
    ),
    "book": (
        "{licensed} of {lines} order lines need a license; law of {day}",
        "{licensed} lignes sur {lines} exigent une licence, droit du {day}",
    ),
    "book short": (
        "{licensed} of {lines} lines need a license: {day}",
        "{licensed} sur {lines} exigent une licence : {day}",
    ),
    "book open": (
        "{licensed} of {lines} lines need a license, {open} undetermined: {day}",
        "{licensed} lignes sur {lines} exigent une licence, {open} indéterminées : {day}",
    ),
    "book open short": (
        "{licensed} of {lines} need a license, {open} undetermined: {day}",
        "{licensed} sur {lines} exigent une licence, {open} indéterminées : {day}",
    ),
    "book open shortest": (
        "{open} of {lines} lines stay undetermined on {day}",
        "{open} lignes sur {lines} restent indéterminées au {day}",
    ),
    "book open only": (
        "{open} of {lines} lines undetermined: {day}",
        "{open} sur {lines} indéterminées : {day}",
    ),
}
