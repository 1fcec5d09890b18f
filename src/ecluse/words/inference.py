"""What a chip does for language models: headings, lines and labels of pictures.

Belongs here: English and French of each key. Does not: any number, any rule.
Always true: both languages of a key have the same placeholders.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "compare title": ("{model} on {count} chips", "{model} sur {count} puces"),
    "compare layout": ("layout", "répartition"),
    "compare batch": ("batch", "lot"),
    "compare prefill": ("prefill/s/chip", "préremp./s/puce"),
    "compare decode": ("decode/s/chip", "décod./s/puce"),
    "compare ttft": ("TTFT ms", "TTFT ms"),
    "compare tpot": ("TPOT ms", "TPOT ms"),
    "compare joule": ("J/token", "J/jeton"),
    "compare output": ("output x", "sortie x"),
    "errors holdout": ("Unfitted rows", "Lignes hors calage"),
    "errors fit": ("Rows that set constants", "Lignes qui fixent des constantes"),
    "errors rows": ("rows", "nb"),
    "errors mean": ("mean", "moy."),
    "errors median": ("median", "médiane"),
    "errors worst": ("worst", "pire"),
    "errors bias": ("bias", "biais"),
    "errors by_chip": ("by chip", "par puce"),
    "errors by_model": ("by model", "par modèle"),
    "errors by_source": ("by source", "par source"),
    "errors by_engine": ("by engine", "par moteur"),
    "errors by_kind": ("by kind", "par genre"),
    "errors all": ("all", "toutes"),
    "pairs": (
        "Chip pairs more than {apart}% apart in one set-up: {right} of {decided} ranked right",
        (
            "Paires de puces à plus de {apart}\u00a0% d’écart dans un même montage : {right} sur "
            "{decided} bien classées"
        ),
    ),
    "pair wrong": (
        "wrong: {one} against {other}, {setting}: measured {measured}, predicted {predicted}",
        "mal classée : {one} face à {other}, {setting} : mesuré {measured}, prédit {predicted}",
    ),
    "skipped": (
        "Not scored: {chip}, {model} ({source}), {rows} rows: {why}",
        "Hors décompte : {chip}, {model} ({source}), {rows} lignes : {why}",
    ),
    "roofline x": ("operations per byte", "opérations par octet"),
    "roofline y": (
        "tera-operations per second and chip",
        "téra-opérations par seconde et par puce",
    ),
    "roofline title": (
        "{model}: filled prefill, hollow decode; area is time",
        "{model} : plein, préremplissage ; creux, décodage ; l’aire est le temps",
    ),
    "roofline chip": ("{chip} ({bits} bits)", "{chip} ({bits} bits)"),
    "phase prefill": ("prefill", "préremplissage"),
    "phase decode": ("decode", "décodage"),
    "rates x": ("milliseconds per output token", "millisecondes par jeton de sortie"),
    "rates y": (
        "output tokens per second and chip",
        "jetons de sortie par seconde et par puce",
    ),
    "rates title": (
        "{model} on {count} chips, {layout}, {precision}",
        "{model} sur {count} puces, {layout}, {precision}",
    ),
}
