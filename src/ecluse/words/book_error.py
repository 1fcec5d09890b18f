"""Errors of order books, tables and databases, in English as they are raised.

A key is an error's text as it is raised, with {} for what stands there; `of_error` finds it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        # columns
        "'{}' is not MEANING=COLUMN": "« {} » n’est pas de la forme MEANING=COLUMN",
        "write it as part=Material,destination=Land": (
            "écrivez par exemple part=Material,destination=Land"
        ),
        "say which column it is once": "dites une seule fois quelle colonne c’est",
        "no column is called as {} usually is": (
            "aucune colonne ne porte un des noms usuels pour {}"
        ),
        "no column is called as the part number usually is": (
            "aucune colonne ne porte un des noms usuels de la référence"
        ),
        "no column is called as the country of ultimate destination usually is": (
            "aucune colonne ne porte un des noms usuels du pays de destination finale"
        ),
        "no column is called as the ship date usually is": (
            "aucune colonne ne porte un des noms usuels de la date d’expédition"
        ),
        "the columns are {}": "les colonnes sont {}",
        "give columns: {}=NAME; the columns are {} (where another row names them, give its number "
        "as heading)": (
            "donnez columns : {}=NOM ; les colonnes sont {} (si une autre ligne les nomme, donnez "
            "son numéro avec heading)"
        ),
        "call one name, company or consignee; its columns are {}": (
            "appelez-en une name, company ou consignee ; ses colonnes sont {}"
        ),
        "no column means '{}'": "aucune colonne ne peut vouloir dire « {} »",
        "no column is called '{}'": "aucune colonne ne s’appelle « {} »",
        "give one of {}, or a fact": "donnez l’un de {}, ou un fait",
        "give columns: {}": "donnez columns : {}",
        "no column holds the names of parties": "aucune colonne ne contient de noms de parties",
        "no engine is called '{}'": "aucun moteur ne s’appelle « {} »",
        "row {} holds no heading: it is empty": (
            "la ligne {} n’est pas un en-tête : elle est vide"
        ),
        "row {} holds no heading: it is not among the first rows": (
            "la ligne {} n’est pas un en-tête : elle n’est pas parmi les premières"
        ),
        "give as heading the number of the row that names the columns, from 1 to {}": (
            "donnez avec heading le numéro de la ligne qui nomme les colonnes, de 1 à {}"
        ),
        "row {} holds no heading: it is {}": "la ligne {} n’est pas un en-tête : elle est {}",
        # outputs
        "write elsewhere, or say --force": "écrivez ailleurs, ou dites --force",
        "write .csv or .parquet": "écrivez en .csv ou en .parquet",
        "write .csv, .xlsx, .parquet, .arrow, .duckdb#table or postgresql://…#table": (
            "écrivez en .csv, .xlsx, .parquet, .arrow, .duckdb#table ou postgresql://…#table"
        ),
        "give a name that ends in {}": "donnez un nom qui finit par {}",
        "the file has no column {}": "le fichier n’a pas de colonne {}",
        "give a CSV file with the columns {}, or YAML with such rows": (
            "donnez un fichier CSV qui a les colonnes {}, ou du YAML qui a de telles lignes"
        ),
        # text
        "the file is no text": "le fichier n’est pas du texte",
        "export it as CSV in UTF-8": "exportez-le en CSV, en UTF-8",
        "the file is empty": "le fichier est vide",
        "the file has no columns": "le fichier n’a pas de colonnes",
        "its first row should name them": "sa première ligne doit les nommer",
        "its first row should name the columns": "sa première ligne doit nommer les colonnes",
        "the heading cannot be read ({})": "l’en-tête ne peut être lu ({})",
        "the heading cannot be read (all cells are empty)": (
            "l’en-tête ne peut être lu (toutes ses cellules sont vides)"
        ),
        "the heading is longer than {} characters": "l’en-tête dépasse {} caractères",
        "the file is not in UTF-8, and nothing tells which encoding it is in": (
            "le fichier n’est pas en UTF-8, et rien ne dit dans quel encodage il est"
        ),
        # workbooks
        "the workbook is empty": "le classeur est vide",
        "the workbook is protected by a password": "le classeur est protégé par un mot de passe",
        "save it without one, or export it as CSV": (
            "enregistrez-le sans mot de passe, ou exportez-le en CSV"
        ),
        "not a workbook that can be read: {}": "ce classeur ne peut être lu : {}",
        "open it and save it again as .xlsx, or export it as CSV": (
            "ouvrez-le et enregistrez-le de nouveau en .xlsx, ou exportez-le en CSV"
        ),
        "the workbook has no sheet '{}'": "le classeur n’a pas de feuille « {} »",
        "the sheets are {}": "les feuilles sont {}",
        "export it as CSV": "exportez-le en CSV",
        "export it as CSV or .xlsx": "exportez-le en CSV ou en .xlsx",
        "this is {}, which is not read here": "ceci est {}, qui n’est pas lu ici",
        "this is a Word document, which is not read here": (
            "c’est un document Word, qui n’est pas lu ici"
        ),
        "this is a ZIP archive": "c’est une archive ZIP",
        "unpack it, and give the file in it": "décompressez-la, et donnez son contenu",
        "the compressed file is damaged: {}": "le fichier compressé est abîmé : {}",
        "this is no file but a device or a pipe": (
            "ce n’est pas un fichier mais un périphérique ou un tube"
        ),
        "write what it gives to a file first": "écrivez d’abord ce qui en sort dans un fichier",
        # other forms, and databases
        "not a whole Parquet file: {}": "ce fichier Parquet n’est pas entier : {}",
        "write or copy it again; a file cut short has lost its footer": (
            "écrivez-le ou copiez-le de nouveau ; un fichier tronqué a perdu sa fin"
        ),
        "not a whole Arrow file: it has no end mark": (
            "ce fichier Arrow n’est pas entier : il n’a pas de marque de fin"
        ),
        "write or copy it again": "écrivez-le ou copiez-le de nouveau",
        "Arrow files are read and written with pyarrow": (
            "les fichiers Arrow se lisent et s’écrivent avec pyarrow"
        ),
        "not a DuckDB file: {}": "ce n’est pas un fichier DuckDB : {}",
        "write {}#TABLE; the tables are {}": "écrivez {}#TABLE ; les tables sont {}",
        "PostgreSQL is read and written with psycopg": (
            "PostgreSQL se lit et s’écrit avec psycopg"
        ),
        "PostgreSQL says: {}": "PostgreSQL répond : {}",
        "the address cannot be read": "l’adresse ne peut être lue",
        "the database has no table '{}'": "la base n’a pas de table « {} »",
        "the database has no tables": "la base n’a aucune table",
        "the database has no schema '{}'": "la base n’a pas de schéma « {} »",
        "no table is named, and the database has several": (
            "aucune table n’est nommée, et la base en a plusieurs"
        ),
        "the output names no table": "la sortie ne nomme aucune table",
        "the output would take the place of the book": "la sortie prendrait la place du carnet",
        "write to another table": "écrivez dans une autre table",
        "PySpark is not installed": "PySpark n’est pas installé",
        "Java is not installed": "Java n’est pas installé",
        "Spark does not start: {}": "Spark ne démarre pas : {}",
        "the book cannot be read or written to its end: {}": (
            "le carnet ne peut être lu ou écrit jusqu’au bout : {}"
        ),
        "mend that and run it again; nothing was left half-written": (
            "corrigez cela et relancez ; rien n’est resté à moitié écrit"
        ),
        "'{}' is no form of file that is written here": (
            "« {} » n’est pas une forme de fichier qui s’écrit ici"
        ),
        "a sheet holds {} lines and {} columns; the book has {} and {}": (
            "une feuille contient {} lignes et {} colonnes ; le carnet en a {} et {}"
        ),
    }.items()
}
