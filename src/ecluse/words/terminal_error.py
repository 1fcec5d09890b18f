"""Errors of a command line and of the files that it is given, in English as they are raised.

A key is an error's text as it is raised, with {} for what stands there; `of_error` finds it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        # where
        "command line": "ligne de commande",
        "this machine": "cette machine",
        "standard output": "sortie standard",
        "standard input": "entrée standard",
        # the command line itself
        "no command is called '{}'": "aucune commande ne s’appelle « {} »",
        "'{}' is one word too many": "« {} » est un mot de trop",
        "{} is given twice": "{} est donné deux fois",
        "'{}' is given twice": "« {} » est donné deux fois",
        "give it once": "donnez-le une seule fois",
        "`ecluse {} --help` lists its options": "`ecluse {} --help` en donne les options",
        "`ecluse --help` lists them": "`ecluse --help` les donne toutes",
        "Unknown option: {}. Did you mean {}?": "option inconnue : {} ; vouliez-vous dire {} ?",
        "Unknown option: {}": "option inconnue : {}",
        'Invalid value "{}" for {}. Choose from: {}': (
            "« {} » ne convient pas à {} ; sont admis : {}"
        ),
        "Invalid value for {}: {}": "la valeur donnée à {} ne convient pas : {}",
        'Invalid value for {}: unable to convert "{}" into {}': (
            "la valeur donnée à {} ne convient pas : « {} » n’est pas de type {}"
        ),
        'Command "{}" parameter {} requires an argument': (
            "à la commande `{}`, l’option {} demande une valeur"
        ),
        'Command "{}" parameter {} requires at least {} arguments. Received {}': (
            "à la commande `{}`, {} demande au moins {} valeurs ; reçues : {}"
        ),
        "an empty word is given": "un mot vide est donné",
        "'-' names no party": "« - » ne nomme aucune partie",
        "write the name, or leave it out": "écrivez le nom, ou omettez l’option",
        "memory ran out": "la mémoire est épuisée",
        "ask for less at a time": "demandez moins à la fois",
        "{} is not installed": "{} n’est pas installé",
        "cannot read or write: {}": "lecture ou écriture impossible : {}",
        "check that it is open, has room and may be used": (
            "vérifiez que c’est ouvert, accessible, et qu’il y a de la place"
        ),
        "a table cannot be read or written to its end: {}": (
            "un tableau ne peut être lu ou écrit jusqu’au bout : {}"
        ),
        "mend that and run it again": "corrigez cela et relancez la commande",
        "a picture needs matplotlib": "une image demande matplotlib",
        "install it with: pip install 'ecluse[{}]'": "installez-le par `pip install 'ecluse[{}]'`",
        "pip install 'ecluse[{}]'": "`pip install 'ecluse[{}]'`",
        "say one": "n’en dites qu’un",
        # which command is asked for what
        "the questions are those of the file": "les questions sont celles du fichier",
        "leave out one of the two": "omettez l’un des deux",
        "leave one of the two out": "omettez l’un des deux",
        "leave out the one or the other": "omettez l’un ou l’autre",
        "no item is named": "aucun article n’est nommé",
        "several items are named": "plusieurs articles sont nommés",
        "name one, or give --from FILE.jsonl": "nommez-en un, ou donnez --from FILE.jsonl",
        "name one item": "nommez un seul article",
        "an interview writes no note": "un entretien n’écrit pas de note",
        "an interview is about one item": "un entretien porte sur un seul article",
        "a file note is about one item": "une note au dossier porte sur un seul article",
        "a bill of materials is of one item": "une nomenclature est celle d’un seul article",
        "one item has one vendor": "un article n’a qu’un fabricant",
        "leave out ITEM, or --vendor": "omettez ITEM, ou --vendor",
        "compare needs two chips or more": "une comparaison demande deux puces ou plus",
        "{} does not divide --count {}": "{} ne divise pas --count {}",
        "choose a divisor": "choisissez un diviseur",
        "a book has its own destinations": "un carnet a ses propres destinations",
        "leave out --to, or --orders": "omettez --to, ou --orders",
        "there is nothing to compare": "il n’y a rien à comparer",
        "the first side has two releases": "le premier côté a deux versions",
        "only Spark has a master": "seul Spark a un maître",
        "nothing is screened that could be cleared": "rien n’est filtré, rien ne peut être levé",
        "nobody is screened whom somebody owns": "personne n’est filtré, aucun détenteur ne compte",
        "leave out --no-screen, or {}": "omettez --no-screen, ou {}",
        "an item and a model are both needed": "il faut un article et un modèle",
        "a file and --rollback are two things": "un fichier et --rollback font deux demandes",
        "give one": "donnez l’un des deux",
        "columns are those of a book": "des colonnes sont celles d’un carnet",
        "add --orders FILE": "ajoutez --orders FILE",
        "'{}' is not FACT=VALUE": "« {} » n’est pas de la forme FACT=VALUE",
        "write it as datacenter=no; `ecluse facts` lists the facts": (
            "écrivez par exemple datacenter=no ; `ecluse facts` donne les faits"
        ),
        "no schema is called '{}'": "aucun schéma ne s’appelle « {} »",
        "this is a file, and no --out says where its answers go": (
            "c’est un fichier, et aucun --out ne dit où vont ses réponses"
        ),
        "this is the name of a file, and there is none": (
            "c’est le nom d’un fichier, et il n’y en a pas"
        ),
        "{}, and add --out FILE; a party's name has no such form": (
            "{}, et ajoutez --out FILE ; le nom d’une partie n’a pas cette forme"
        ),
        "give the file a column of it": "donnez-en une colonne au fichier",
        "there is no question in it": "il n’y a aucune question dans ce fichier",
        'write lines such as {"item": "H20"}': 'écrivez des lignes telles que `{"item": "H20"}`',
        "{} days": "{} jours",
        "give 1 to {}": "donnez de 1 à {}",
        "a token needs a subject": "un jeton demande un sujet",
        "say whose it is": "dites à qui il est",
        # names and days; where the web names an address, a command
        "`ecluse chips` lists all": "`ecluse chips` les donne tous",
        "near names are {}; `ecluse chips` lists all": (
            "noms voisins : {} ; `ecluse chips` les donne tous"
        ),
        "did you mean '{}'? `ecluse chips` lists all": (
            "vouliez-vous dire « {} » ? `ecluse chips` les donne tous"
        ),
        "`ecluse facts` lists them all": "`ecluse facts` les donne tous",
        "`ecluse law` lists them": "`ecluse law` les donne toutes",
        "`ecluse schema` lists them": "`ecluse schema` les donne tous",
        "give a file, or one of {}; a file is written ./NAME or NAME.yaml": (
            "donnez un fichier, ou l’un de {} ; un fichier s’écrit ./NAME ou NAME.yaml"
        ),
        "load some: `ecluse screen update FILE`": "chargez-en : `ecluse screen update FILE`",
        "there are {}": "il y a {}",
        "'{}' is not a day": "« {} » n’est pas un jour",
        "give a date, such as 2025-04-15": "donnez une date, par exemple 2025-04-15",
        # files that are read
        "there is no such file": "ce fichier n’existe pas",
        "there is no such folder": "ce dossier n’existe pas",
        "check the path": "vérifiez le chemin",
        "check the path and its permissions": "vérifiez le chemin et ses droits",
        "check the folder and its permissions": "vérifiez le dossier et ses droits",
        "cannot read the file: No such file or directory": "le fichier n’existe pas",
        "cannot read the file: Is a directory": "le fichier ne peut être lu : c’est un dossier",
        "cannot read the file: Permission denied": "le fichier ne peut être lu : accès refusé",
        "cannot read the file: {}": "le fichier ne peut être lu : {}",
        "the file holds no item": "le fichier ne contient aucun article",
        "the file holds {} items": "le fichier contient {} articles",
        "give one item": "donnez un seul article",
        "start it with `item: NAME` and `figures:`": "commencez par `item: NAME` et `figures:`",
        "the file holds no scenario": "le fichier ne contient aucun scénario",
        "start it with `scenario: NAME` and `says:`": "commencez par `scenario: NAME` et `says:`",
        "unknown figure '{}'": "chiffre inconnu : « {} »",
        "unknown column '{}'": "colonne inconnue : « {} »",
        "the columns are {}": "les colonnes sont {}",
        "there are no parts": "il n’y a aucune pièce",
        "name one or more": "nommez-en une ou plus",
        "a part without a name": "une pièce sans nom",
        "name it": "nommez-la",
        "the item is worth nothing": "l’article ne vaut rien",
        "give its value": "donnez sa valeur",
        "the file is not UTF-8 text": "le fichier n’est pas du texte en UTF-8",
        "the file is no text in UTF-8": "le fichier n’est pas du texte en UTF-8",
        "save it as UTF-8": "enregistrez-le en UTF-8",
        "the file is too long": "le fichier est trop long",
        "at most {} bytes": "{} octets au plus",
        "the file is no list of clearances": "le fichier n’est pas une liste de levées de doute",
        "a clearance has no '{}'": "une levée de doute n’a pas de « {} »",
        "the row has more cells than the heading": "la ligne a plus de cellules que l’en-tête",
        "the file has a column twice": "le fichier a deux fois une colonne",
        "no lists were loaded: the shipped ones answer": (
            "aucune liste n’a été chargée : celles qui sont fournies répondent"
        ),
        "no data are installed: the shipped ones answer": (
            "aucune donnée n’est installée : celles qui sont fournies répondent"
        ),
        "the file does not say of which day it is": "le fichier ne dit pas de quel jour il est",
        "give the day on which the list stood so": "donnez le jour où la liste était ainsi",
        "get the file anew": "procurez-vous le fichier à nouveau",
        # files that are written
        "cannot write '{}'": "« {} » ne peut être écrit",
        "cannot be written: {}": "écriture impossible : {}",
        "cannot draw to '{}'": "impossible de dessiner dans « {} »",
        "name a file that ends in .svg, .png or .pdf": (
            "nommez un fichier qui finit en .svg, .png ou .pdf"
        ),
        "there is no folder '{}'": "il n’y a pas de dossier « {} »",
        "make the folder first": "créez d’abord le dossier",
        "make it, or write elsewhere": "créez-le, ou écrivez ailleurs",
        "write elsewhere": "écrivez ailleurs",
        "write elsewhere, or say `force`": "écrivez ailleurs, ou dites `force`",
        "write to another file": "écrivez dans un autre fichier",
        "there is a file of that name which ecluse did not write, or which was changed since": (
            "il y a un fichier de ce nom qu’ecluse n’a pas écrit, ou qui a changé depuis"
        ),
        "the output would take the place of {}": "la sortie prendrait la place de {}",
        "the output would lie in {}, which is a folder": (
            "la sortie se trouverait dans {}, qui est un dossier"
        ),
        "`{}` and `{}` would be one file": "`{}` et `{}` seraient un seul fichier",
        "give them different names": "donnez-leur des noms différents",
        "nothing may be written in this folder": "rien ne peut être écrit dans ce dossier",
        "this may not be written": "ceci ne peut être écrit",
        "this is a file": "c’est un fichier",
        "this is a folder": "c’est un dossier",
        "name a folder": "nommez un dossier",
        "name a file": "nommez un fichier",
        "name another": "nommez-en un autre",
        "this is the folder you are in": "c’est le dossier où vous êtes",
        "name a folder of its own": "nommez un dossier qui lui soit propre",
        "the folder holds '{}', which ecluse did not write": (
            "le dossier contient « {} », qu’ecluse n’a pas écrit"
        ),
        "name a new or an empty folder": "nommez un dossier nouveau ou vide",
        "the file is protected against writing": "le fichier est protégé en écriture",
        "make room or write elsewhere; what was there is as it was": (
            "faites de la place ou écrivez ailleurs ; ce qui était là n’a pas changé"
        ),
        # markets
        "no market is called '{}'": "aucun marché ne s’appelle « {} »",
        "no question is called '{}'": "aucune question ne s’appelle « {} »",
        "no prior is called '{}'": "aucune loi a priori ne s’appelle « {} »",
        "'{}' is not PRIOR=VALUE": "« {} » n’est pas de la forme PRIOR=VALUE",
        "write it as fee=0.25": "écrivez par exemple `fee=0.25`",
        "no period of {} is called '{}'": "aucune période de {} ne s’appelle « {} »",
        "no product is called '{}'": "aucun produit ne s’appelle « {} »",
        "'{}' names no period": "« {} » ne nomme aucune période",
        "write MEASURE@PERIOD, such as {} or {}": ("écrivez MEASURE@PERIOD, par exemple {} ou {}"),
        "no lever is named": "aucun levier n’est nommé",
        "name at most {}": "nommez-en {} au plus",
        "this is no answer of a simulation": "ce n’est pas la réponse d’une simulation",
        "no model is called '{}'": "aucun modèle ne s’appelle « {} »",
        "give a name or a config.json; known are {}": (
            "donnez un nom ou un config.json ; sont connus {}"
        ),
        "near names are {}; known are {}": "noms voisins : {} ; sont connus {}",
        "did you mean '{}'?; known are {}": "vouliez-vous dire « {} » ? sont connus {}",
        "no serving engine is called '{}'": "aucun moteur de service ne s’appelle « {} »",
        "no precision is called '{}'": "aucune précision ne s’appelle « {} »",
    }.items()
}
