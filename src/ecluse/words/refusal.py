"""Errors that a server raises of itself: who may ask, kept answers, order books and forms.

A key is an error's text as it is raised, with {} for what stands there; `of_error` finds it.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    text: (text, french)
    for text, french in {
        "nothing of '{}' begins on {}": "rien de « {} » ne commence le {}",
        "give a day on which it does: {}": "donnez un jour où une partie commence : {}",
        "{} gives no result on {}": "{} ne donne aucun résultat sur {}",
        "take more chips, or a smaller model; `ecluse infer` says what does not fit": (
            "prenez plus de puces, ou un modèle plus petit ; `ecluse infer` dit ce qui ne tient pas"
        ),
        "nothing of the body came for {} seconds": "rien du corps n’est arrivé pendant {} secondes",
        "send it again": "envoyez-le de nouveau",
        "{} requests are under way": "{} requêtes sont en cours",
        "this needs a token with the role {}": "il faut un jeton avec le rôle {}",
        "ask whoever gave you the token": "adressez-vous à qui vous a donné le jeton",
        "this server keeps no answers": "ce serveur ne conserve aucune réponse",
        "it was started without a data folder": "il a été lancé sans dossier de données",
        "this server keeps nothing new": "ce serveur ne conserve rien de nouveau",
        "it was started to be read only": "il a été lancé en lecture seule",
        "this server takes no order books": "ce serveur ne prend aucun carnet de commandes",
        "it was started to be read only, or is ending": (
            "il a été lancé en lecture seule, ou s’arrête"
        ),
        "send the header 'Authorization: Bearer TOKEN'; in a browser, the token is the password": (
            "envoyez `Authorization: Bearer TOKEN` ; au navigateur, le jeton sert de mot de passe"
        ),
        "this server is not called '{}'": "ce serveur ne s’appelle pas « {} »",
        "ask by the address that it was started with, or give it that address (public_url)": (
            "passez par son adresse de lancement, ou donnez-lui cette adresse (public_url)"
        ),
        "a page of another site sent this": "c’est une page d’un autre site qui a envoyé ceci",
        "send it from a page of this server, or from a program": (
            "envoyez-le d’une page de ce serveur, ou d’un programme"
        ),
        "more than {} requests a minute": "plus de {} requêtes par minute",
        "wait {} seconds; for many questions at once there is /api/v1/checks": (
            "attendez {} secondes ; pour beaucoup de questions à la fois, il y a /api/v1/checks"
        ),
        "the body is said to be in {}": "le corps est annoncé en {}",
        "{} answers were kept from here today": "{} réponses ont été conservées d’ici aujourd’hui",
        "keep it tomorrow": "conservez-la demain",
        "{} of your order books have not ended": (
            "{} de vos carnets de commandes ne sont pas terminés"
        ),
        "wait for one of them": "attendez que l’un d’eux se termine",
        "no order book is read whose name ends so: '{}'": (
            "aucun carnet de commandes n’est lu dont le nom finit ainsi : « {} »"
        ),
        "the form cannot be read": "le formulaire est illisible",
        "send the form of the page": "envoyez le formulaire de la page",
        "the form holds another file": "le formulaire contient un autre fichier",
        "send one as '{}'": "envoyez-en un sous le nom « {} »",
        "'{}' is too long": "« {} » est trop long",
        "the book needs more memory than a book is given here": (
            "le carnet demande plus de mémoire qu’un carnet n’en reçoit ici"
        ),
        "there is no order book": "il manque un carnet de commandes",
        "send a file": "envoyez un fichier",
        "there is no such order book here": "aucun carnet de commandes de ce nom n’est ici",
        "results are removed after a day; send the book again": (
            "les résultats sont supprimés après un jour ; envoyez le carnet de nouveau"
        ),
        "the book was removed": "le carnet a été supprimé",
        "this is somebody else's book": "ce carnet est à quelqu’un d’autre",
        "whoever sent it may remove it": "seul qui l’a envoyé peut le supprimer",
        "no answer is kept as '{}'": "aucune réponse n’est conservée sous « {} »",
        "answers are kept where somebody asks for it; check the address": (
            "les réponses sont conservées quand quelqu’un le demande ; vérifiez l’adresse"
        ),
        "'add' and 'value' go together": "« add » et « value » vont ensemble",
        "unknown field '{}'": "champ inconnu : « {} »",
        "send 'text', and 'count'": "envoyez « text » et « count »",
        "there is not one text": "il n’y a pas un texte et un seul",
        "send 'text' once": "envoyez « text » une fois",
        "send its text": "envoyez son texte",
        "the scenario has {} characters": "le scénario compte {} caractères",
        "'{}' is a measure, no provision": "« {} » est une mesure, non une disposition",
        "see /measure/{}": "voyez /measure/{}",
        "write one JSON object a line": "écrivez un objet JSON par ligne",
        "the line is too long": "la ligne est trop longue",
        "the line is no JSON": "la ligne n’est pas du JSON",
        "the line is no JSON object": "la ligne n’est pas un objet JSON",
        "it holds {} items": "il contient {} articles",
        "give one item": "donnez un seul article",
        "'{}' is neither text, a number nor a truth": (
            "« {} » n’est ni un texte, ni un nombre, ni un vrai ou faux"
        ),
        "'{}' is not a day": "« {} » n’est pas un jour",
        "give a date, such as 2025-04-15": "donnez une date, telle que 2025-04-15",
        "two measures are called '{}'": "deux mesures s’appellent « {} »",
        "apply a scenario once, and give what it adds a name of its own": (
            "appliquez un scénario une seule fois, et donnez un nom propre à ce qu’il ajoute"
        ),
        "{} measures are called '{}'": "{} mesures s’appellent « {} »",
        "write decimals with a point and thousands in threes": (
            "écrivez les décimales avec un point et les milliers par trois"
        ),
        "the scenario {} changes the law of no day": (
            "le scénario {} ne change le droit d’aucun jour"
        ),
        "name a day, or another scenario": "nommez un jour, ou un autre scénario",
        "{} parties are named": "{} parties sont nommées",
        "name at most {} in a question; an order book takes more": (
            "nommez-en {} au plus par question ; un carnet de commandes en prend davantage"
        ),
        "no encoding is called '{}'": "aucun encodage ne s’appelle « {} »",
        "the usual ones are {}": "les plus usuels sont {}",
        "this server answers to holders of a token": (
            "ce serveur ne répond qu’aux porteurs d’un jeton"
        ),
        "this token is unknown or has expired": "ce jeton est inconnu ou périmé",
        "the headers have {} bytes": "les en-têtes ont {} octets",
        "send at most {}": "envoyez-en {} au plus",
        "the header Host is said twice": "l’en-tête Host est dit deux fois",
        "the body came more slowly than in {} seconds": (
            "le corps est venu plus lentement qu’en {} secondes"
        ),
        "{} requests of yours are under way": "{} de vos requêtes sont en cours",
        "wait until one of them is answered": "attendez que l’une d’elles ait sa réponse",
        "{} listen already": "{} écoutent déjà",
        "ask for the job": "demandez la tâche",
        "the book is not answered yet: {}": "le carnet n’a pas encore sa réponse : {}",
        "the book was cut off": "le carnet a été coupé",
        "the body was cut off": "le corps a été coupé",
        "choose a file": "choisissez un fichier",
        "the form has no end": "le formulaire n’a pas de fin",
        "send the form of the page, or the bare file": (
            "envoyez le formulaire de la page, ou le fichier seul"
        ),
        "the body is said to be packed ({})": "le corps est dit compressé ({})",
        "send it as it is, without the header Content-Encoding": (
            "envoyez-le tel quel, sans l’en-tête Content-Encoding"
        ),
        "your role is {}, and this needs {}": "votre rôle est {}, et ceci exige {}",
        "tell whoever runs this server: its disk may be full": (
            "prévenez qui tient ce serveur : son disque est peut-être plein"
        ),
    }.items()
}
