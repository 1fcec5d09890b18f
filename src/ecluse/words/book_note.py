"""How an order book was read and what could not be, in English as the reader notes it.

A key is a note's text, with {} for what stands there; `of_error` finds it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        # how it was read
        "columns kept and not used: {}": "colonnes gardées et non utilisées : {}",
        "'{}' is not used: did you mean {}? Give columns: {}": (
            "« {} » n’est pas utilisée : vouliez-vous dire {} ? Donnez columns : {}"
        ),
        "where '{}' names no item, '{}' is looked at": (
            "où « {} » ne nomme aucun article, « {} » est regardée"
        ),
        "'{}' holds no numbers and is not used": (
            "« {} » ne contient pas de nombres et n’est pas utilisée"
        ),
        "'{}' says in every row what {} says": "« {} » dit à chaque ligne ce que dit {}",
        "dates such as 03/04/2025 in '{}' are read as day/month/year, for others in the column "
        "allow nothing else": (
            "les dates telles que 03/04/2025 dans « {} » se lisent jour/mois/année : d’autres de "
            "la colonne ne permettent rien d’autre"
        ),
        "dates such as 03/04/2025 in '{}' are read as month/day/year, for others in the column "
        "allow nothing else": (
            "les dates telles que 03/04/2025 dans « {} » se lisent mois/jour/année : d’autres de "
            "la colonne ne permettent rien d’autre"
        ),
        "the numbers in '{}' are read as a spreadsheet's for days: {} is {}": (
            "les nombres de « {} » se lisent comme les jours d’un tableur : {} est le {}"
        ),
        "the commas in '{}' are taken to part thousands: {} is {}": (
            "les virgules de « {} » sont prises pour des séparateurs de milliers : {} vaut {}"
        ),
        "the heading is row {}": "l’en-tête est la ligne {}",
        "the row above it is no line": "la ligne au-dessus n’est pas une ligne du carnet",
        "the {} rows above it are no lines": (
            "les {} lignes au-dessus ne sont pas des lignes du carnet"
        ),
        "a row in which every cell is empty is no line, and is left out": (
            "une ligne dont toutes les cellules sont vides n’en est pas une, et est laissée de côté"
        ),
        "{} rows in which every cell is empty are no lines, and are left out": (
            "{} lignes dont toutes les cellules sont vides n’en sont pas, et sont laissées de côté"
        ),
        "commas between fields": "des virgules entre les champs",
        "semicolons between fields": "des points-virgules entre les champs",
        "tabs between fields": "des tabulations entre les champs",
        "bars between fields": "des barres entre les champs",
        "some bytes are no text in {}: each stands as {} (its number), and the cells are listed": (
            "des octets ne sont pas du texte en {} : chacun figure comme {} (son numéro), et les "
            "cellules sont listées"
        ),
        "read as {}; where that is wrong, give the encoding": (
            "lu en {} ; si c’est faux, donnez l’encodage"
        ),
        "read as {}": "lu en {}",
        "{} between fields": "{} entre les champs",
        "{} row looks like a total ({}): it is kept, and neither answered nor summed": (
            "{} ligne ressemble à un total ({}) : gardée, ni répondue ni additionnée"
        ),
        "{} rows look like totals ({}): they are kept, and neither answered nor summed": (
            "{} lignes ressemblent à des totaux ({}) : gardées, ni répondues ni additionnées"
        ),
        # what could not be read
        "holds a byte that is no text in {}": "contient un octet qui n’est pas du texte en {}",
        "an error or a formula of the spreadsheet, not a value": (
            "une erreur ou une formule du tableur, non une valeur"
        ),
        "'{}' may be {}": "« {} » peut être {}",
        "no item is called that": "aucun article ne s’appelle ainsi",
        "no country is called that": "aucun pays ne s’appelle ainsi",
        "no country is called '{}'": "aucun pays ne s’appelle « {} »",
        "no part is named": "aucune pièce n’est nommée",
        "no date": "pas de date",
        "no date that can be read; write YYYY-MM-DD": ("aucune date lisible ; écrivez AAAA-MM-JJ"),
        "looks like Excel's number for {}: format the column as a date": (
            "ressemble au nombre d’Excel pour le {} : mettez la colonne au format date"
        ),
        "lies before the record, which begins on {}": "précède le registre, qui commence le {}",
        "no number of zero or more": "pas un nombre positif ou nul",
        "a quantity of none": "une quantité nulle",
        "can be read as {} or as {}; write no sign between thousands": (
            "peut se lire {} ou {} ; n’écrivez aucun signe entre les milliers"
        ),
        "can be read as {} or as {}": "peut se lire {} ou {}",
    }.items()
}
