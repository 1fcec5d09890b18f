"""Errors of a request, by what the rooms raise: in English as the web says it, and in French.

A key is an error's text as it is raised, with {} for what stands there; `of_error` finds it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        # what is wrong
        "unknown parameter '{}'": "paramètre inconnu : « {} »",
        "unknown argument '{}'": "argument inconnu : « {} »",
        "no tool is called '{}'": "aucun outil ne s’appelle « {} »",
        "the tools are {}": "les outils sont {}",
        "'{}' is no text": "« {} » n’est pas du texte",
        "'{}' is no list": "« {} » n’est pas une liste",
        "'{}' is no language": "« {} » n’est pas une langue",
        "give a list of {}": "donnez une liste de {}",
        "a timeline is of many days": "une chronologie porte sur plusieurs jours",
        "give 'from' and 'until'": "donnez « from » et « until »",
        "the body is no text": "le corps n’est pas du texte",
        "write it in UTF-8": "écrivez-le en UTF-8",
        "unknown key '{}'": "clé inconnue : « {} »",
        "unknown fact '{}'": "fait inconnu : « {} »",
        "'{}' is said twice": "« {} » est dit deux fois",
        "'{}' stands twice": "« {} » figure deux fois",
        "'{}' is empty": "« {} » est vide",
        "'{}' is missing": "« {} » manque",
        "there is no '{}'": "« {} » manque",
        "there is no item": "aucun article n’est nommé",
        "there is no destination": "aucune destination n’est nommée",
        "'{}' has {} characters": "« {} » compte {} caractères",
        "'{}' cannot be {}": "« {} » ne peut pas être {}",
        "'{}' cannot be negative ({})": "« {} » ne peut pas être négatif ({})",
        "'{}' is not a date": "« {} » n’est pas une date",
        "'{}' is no ECCN": "« {} » n’est pas un ECCN",
        "{} lies before the record": "{} précède le registre",
        "no item is called '{}'": "aucun article ne s’appelle « {} »",
        "no country is called '{}'": "aucun pays ne s’appelle « {} »",
        "no measure is called '{}'": "aucune mesure ne s’appelle « {} »",
        "no scenario is called '{}'": "aucun scénario ne s’appelle « {} »",
        "'{}' is no name of a scenario": "« {} » n’est le nom d’aucun scénario",
        "no reading is called '{}'": "aucune lecture ne s’appelle « {} »",
        "no schema is called '{}'": "aucun schéma ne s’appelle « {} »",
        "no vendor is called '{}'": "aucun fabricant ne s’appelle « {} »",
        "no provision or measure is called '{}'": (
            "aucune disposition ni mesure ne s’appelle « {} »"
        ),
        "the table has no part '{}'": "le tableau n’a pas de partie « {} »",
        "'{}' does not settle which chip is inside": (
            "« {} » ne dit pas quelle puce est à l’intérieur"
        ),
        "'{}' may be {}": "« {} » peut être {}",
        "the destination is unknown": "la destination est inconnue",
        "nothing is said": "rien n’est dit",
        "nothing to compare": "il n’y a rien à comparer",
        "a party has no name": "une partie n’a pas de nom",
        "no party is named beside it": "aucune partie n’est nommée à côté",
        "whose of several parties it is, is not said": (
            "il n’est pas dit de laquelle des parties il s’agit"
        ),
        "the number is beyond all measure": "le nombre dépasse toute mesure",
        "a figure of the answer is beyond all measure": (
            "un chiffre de la réponse dépasse toute mesure"
        ),
        "a number has more than {} digits": "un nombre a plus de {} chiffres",
        "a text of {} characters": "un texte de {} caractères",
        "a parameter is no text": "un paramètre n’est pas du texte",
        "a parameter holds a character of no text": (
            "un paramètre contient un caractère qui n’est pas du texte"
        ),
        "there are {} parameters": "il y a {} paramètres",
        "the body is no JSON": "le corps n’est pas du JSON",
        "the body is no JSON object": "le corps n’est pas un objet JSON",
        "the body is too long": "le corps est trop long",
        "the body has more than {} bytes": "le corps a plus de {} octets",
        "the body is said to be '{}'": "le corps est annoncé comme « {} »",
        "the body is of no said form": "le format du corps n’est pas annoncé",
        "the address has {} bytes": "l’adresse a {} octets",
        "the answer is {}": "la réponse est du {}",
        "nothing is served at '{}'": "rien n’est servi à « {} »",
        "'{}' is not taken at '{}'": "« {} » n’est pas admis à « {} »",
        "a fault of ecluse itself": "une erreur d’ecluse lui-même",
        "all places for questions that take long are taken": (
            "toutes les places des questions longues sont prises"
        ),
        "the scenario takes too long to count": "le scénario est trop long à compter",
        "the comparison takes too long": "la comparaison est trop longue",
        "name one country, or use `ecluse diff`": (
            "nommez un pays, ou prenez la commande `ecluse diff`"
        ),
        "there are no questions": "il n’y a aucune question",
        "there are more than {} questions": "il y a plus de {} questions",
        "{} lies before {}": "{} précède {}",
        # how to mend it
        "did you mean '{}'?": "vouliez-vous dire « {} » ?",
        "near names are {}": "noms voisins : {}",
        "give an ISO 3166 alpha-2 code or a country's name": (
            "donnez un code ISO 3166 à deux lettres ou le nom d’un pays"
        ),
        "say it once": "dites-le une fois",
        "keep one of the two": "gardez l’un des deux",
        "write a word, or leave it out": "écrivez un mot, ou omettez-le",
        "write it as YYYY-MM-DD, such as 2025-04-15": (
            "écrivez-la AAAA-MM-JJ, par exemple 2025-04-15"
        ),
        "the record begins on {}": "le registre commence le {}",
        "it takes none": "aucun n’est admis",
        "it takes {}": "sont admis : {}",
        "the keys are {}": "les clés sont {}",
        "the parts are {}": "les parties sont {}",
        "the vendors are {}": "les fabricants sont {}",
        "name one: {}": "nommez-en une : {}",
        "say which: {}": "dites laquelle : {}",
        "give one of {}": "donnez l’un de {}",
        "give a number, in {}": "donnez un nombre, en {}",
        "give zero or more, in {}": "donnez zéro ou plus, en {}",
        "give yes, no or unknown": "donnez yes, no ou unknown",
        "give a number of units above zero": "donnez un nombre d’unités supérieur à zéro",
        "give a country": "donnez un pays",
        "give a country, such as China": "donnez un pays, par exemple China",
        "give a smaller one": "donnez-en un plus petit",
        "set priors to smaller numbers": "fixez les lois a priori à des nombres plus petits",
        "write a shorter one": "écrivez-en un plus court",
        "write one JSON object": "écrivez un seul objet JSON",
        'write {"item": "H20", …}': 'écrivez `{"item": "H20", …}`',
        "write which of them": "écrivez lequel",
        "write one country alone": "n’écrivez qu’un pays",
        "give at most {}": "donnez-en {} au plus",
        "give at most {} bytes": "donnez {} octets au plus",
        "give at most {}, or POST the question": "{} au plus, ou posez la question par POST",
        "give {} or {}": "donnez {} ou {}",
        "give {}={}": "donnez {}={}",
        "give zero, or a number from {} to {}, in {}": (
            "donnez zéro, ou un nombre de {} à {}, en {}"
        ),
        "give text": "donnez un texte",
        "give an object": "donnez un objet",
        "give true or false": "donnez true ou false",
        "give the name of a shipped scenario": "donnez le nom d’un scénario fourni",
        "give a whole number without a decimal point": "donnez un nombre entier sans virgule",
        "leave it out": "omettez-le",
        "leave it out, or say 'unknown'": "omettez-le, ou dites « unknown »",
        "send less": "envoyez-en moins",
        "send the header Content-Type: {}": "envoyez l’en-tête `Content-Type: {}`",
        "accept {}, or leave the header Accept out": "acceptez {}, ou omettez l’en-tête Accept",
        "see /api/v1/openapi.json": "voyez /api/v1/openapi.json",
        "it takes {}; see /api/v1/openapi.json": "sont admis {} ; voyez /api/v1/openapi.json",
        "ask again in a moment": "demandez de nouveau dans un instant",
        "ask again; if it stays, report it with the header X-Request-Id": (
            "demandez de nouveau ; si cela persiste, signalez-le avec l’en-tête X-Request-Id"
        ),
        "ask with count=false": "demandez avec count=false",
        "swap the two days": "échangez les deux jours",
        "write it in UTF-8, percent-encoded": (
            "écrivez-le en UTF-8, encodé par des signes pour cent"
        ),
        "name the party whose it is": "nommez la partie concernée",
        "give its name, or leave it out": "donnez son nom, ou omettez-la",
    }.items()
} | {
    "did you mean '{}'? `ecluse chips` lists all": (
        "did you mean '{}'? /api/v1/items lists all",
        "vouliez-vous dire « {} » ? /api/v1/items les liste tous",
    ),
    "near names are {}; `ecluse chips` lists all": (
        "near names are {}; /api/v1/items lists all",
        "noms voisins : {} ; /api/v1/items les liste tous",
    ),
    "`ecluse chips` lists all": (
        "/api/v1/items lists all",
        "/api/v1/items les liste tous",
    ),
    "`ecluse facts` lists them all": (
        "/api/v1/facts lists them all",
        "/api/v1/facts les liste tous",
    ),
    "`ecluse law` lists them": (
        "/api/v1/law and /api/v1/measures list them",
        "/api/v1/law et /api/v1/measures les listent",
    ),
    "`ecluse schema` lists them": (
        "/api/v1/schemas lists them",
        "/api/v1/schemas les liste",
    ),
    "give a file, or one of {}; a file is written ./NAME or NAME.yaml": (
        "give one of {}",
        "donnez l’un de {}",
    ),
    "for a file, give a pathlib.Path": (
        "give the name of a shipped scenario; /api/v1/scenarios lists them",
        "donnez le nom d’un scénario fourni ; /api/v1/scenarios les liste",
    ),
    "give an ISO 3166 alpha-2 code, such as CN; `ecluse.ask` reads names": (
        "give an ISO 3166 alpha-2 code, such as CN",
        "donnez un code ISO 3166 à deux lettres, tel que CN",
    ),
    "name one party, or ask with `parties` from Python, or by an order book": (
        "name one party, or ask a question for each",
        "nommez une seule partie, ou posez une question pour chacune",
    ),
    "load some: `ecluse screen update FILE`": (
        "whoever runs this server loads them",
        "c’est à qui tient ce serveur de les charger",
    ),
}
