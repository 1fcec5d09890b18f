"""Order books on pages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Order books", "Carnets de commandes"),
    "lead": (
        "Send an order book: each line comes back with its answer, the provision and why.",
        (
            "Envoyez un carnet de commandes : chaque ligne revient avec sa réponse, la disposition "
            "et le motif."
        ),
    ),
    "stays": (
        (
            "The file never leaves the machine on which this server runs. It is removed when it "
            "has been answered."
        ),
        (
            "Le fichier ne quitte jamais la machine sur laquelle tourne ce serveur. Il est effacé "
            "dès qu’il a été traité."
        ),
    ),
    "kept": (
        "The result stays {} hours; you can remove it sooner.",
        "Le résultat reste {} heures ; vous pouvez l’effacer plus tôt.",
    ),
    "file": ("Order book", "Carnet de commandes"),
    "forms": (
        "CSV, Excel (.xlsx), Parquet or Arrow, at most {} MB",
        "CSV, Excel (.xlsx), Parquet ou Arrow, {}\u00a0Mo au plus",
    ),
    "on": ("Ship date of every line", "Date d’expédition de toutes les lignes"),
    "on says": (
        "Only for a book without dates; otherwise leave it empty.",
        "Seulement pour un carnet sans dates ; sinon, laissez vide.",
    ),
    "more": ("Further choices", "Autres choix"),
    "reading": ("The law", "Le droit"),
    "reading.enforced": ("as it is enforced", "tel qu’il est appliqué"),
    "reading.text": ("as its text stands", "tel qu’il est écrit"),
    "known": ("As known on", "Tel que connu le"),
    "since": (
        "Mark what was changed by what was published after",
        "Signaler ce qu’ont changé les publications postérieures au",
    ),
    "scenario": ("Scenario, by name", "Scénario, par son nom"),
    "columns": (
        "Columns, where they are not found by their names",
        "Colonnes, si leurs noms ne les font pas trouver",
    ),
    "strict": ("Take nothing for granted", "Ne rien tenir pour acquis"),
    "yes": ("yes", "oui"),
    "no": ("no", "non"),
    "form": ("Form of the result", "Format du résultat"),
    "same form": ("as the book", "celui du carnet"),
    "send": ("Answer every line", "Répondre à chaque ligne"),
    "not here": (
        (
            "This server takes no order books from you: sign in with a token that may prepare "
            "them, or run the command on your own machine."
        ),
        (
            "Ce serveur n’accepte pas de carnets de votre part : présentez un jeton qui permet "
            "d’en préparer, ou lancez la commande sur votre machine."
        ),
    ),
    "command": ("The same on your own machine:", "La même chose sur votre machine :"),
    "yours": ("Your order books", "Vos carnets"),
    "book": ("Book", "Carnet"),
    "state": ("State", "État"),
    "lines": ("Lines", "Lignes"),
    "sent": ("Sent", "Envoyé"),
    "state.waiting": ("Waiting for its turn", "En attente de son tour"),
    "state.running": ("Being answered", "En cours de traitement"),
    "state.done": ("Answered", "Traité"),
    "state.failed": ("Not answered", "Non traité"),
    "since begin": ("{} seconds so far.", "{} secondes jusqu’ici."),
    "come back": (
        "You may leave this page and come back: the work goes on.",
        "Vous pouvez quitter cette page et y revenir : le travail continue.",
    ),
    "download": ("Download {}", "Télécharger {}"),
    "print": ("Report to print", "Rapport à imprimer"),
    "until": ("The result is removed on {} (UTC).", "Le résultat sera effacé le {} (UTC)."),
    "moment": ("{}, {}:{}", "{} à {} h {}"),
    "how": (
        "How the book was read, and on what the answers rest",
        "Comment le carnet a été lu, et sur quoi reposent les réponses",
    ),
    "asked": ("What was asked", "Ce qui a été demandé"),
    "asks.on": ("Ship date of every line", "Date d’expédition de toutes les lignes"),
    "asks.known": ("As known on", "Tel que connu le"),
    "asks.since": ("Changed after", "Changé après le"),
    "asks.reading": ("Reading", "Lecture"),
    "asks.scenario": ("Scenario", "Scénario"),
    "asks.columns": ("Columns", "Colonnes"),
    "remove": ("Remove the result now", "Effacer le résultat maintenant"),
    "stop": ("Stop and remove it", "Arrêter et effacer"),
}
