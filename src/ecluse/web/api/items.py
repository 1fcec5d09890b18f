"""`/api/v1/items`, `countries` and `facts`: what can be asked about.

Belongs here: their parameters. Does not: figures (facts), classification (determine), groups (law).
Always true: what an address names and the catalogue does not have is not found (404).
"""

from __future__ import annotations

from ecluse.determine.chip_answer import chip_of
from ecluse.facts.fact_answer import facts_of
from ecluse.law.country_answer import country_of
from ecluse.web.address import destination
from ecluse.web.api.answer_reply import value_reply
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import law_asked
from ecluse.web.links import address
from ecluse.web.params import Param
from ecluse.web.problem import not_found
from ecluse.web.render import at
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint

PLACE = Param("to", "Answers for this country, of a chip for datacenters.", example="China")
VENDOR = Param("vendor", "Only this vendor's items.", example="NVIDIA")


def items(call: Call) -> Reply:
    """The catalogue, classified on a day."""
    law = law_asked(call).law
    chosen = call.library.catalogue.of_vendor(call.params.get("vendor"), "vendor")
    rows = [chip_of(item, call.library, law) for item in chosen]
    return value_reply(call, rows, dated="on" in call.params)


def item(call: Call) -> Reply:
    """One item, with its figures and where they were read."""
    law, slug = law_asked(call).law, call.path["slug"]
    with not_found():
        found = call.site.items.get(slug) or call.library.catalogue.get(slug, "item")
    return value_reply(call, chip_of(found, call.library, law), dated="on" in call.params)


def countries(call: Call) -> Reply:
    """Every country, with its groups on a day."""
    law, library = law_asked(call).law, call.library
    found = library.countries.by_code.values()
    rows = [country_of(each, law, library, call.lang) for each in found]
    return value_reply(call, rows, dated="on" in call.params)


def country(call: Call) -> Reply:
    """One country."""
    law, library = law_asked(call).law, call.library
    with not_found():
        code = library.countries.code(destination(call.path["country"]), "country")
    found = country_of(library.countries.by_code[code], law, library, call.lang)
    page = address(call.site, f"{at(call.lang)}/country/{code.lower()}")
    return value_reply(call, found, {"html": page}, dated="on" in call.params)


def regions(call: Call) -> Reply:
    """The plane that the law of a day cuts, and the chips in it."""
    from ecluse.determine.shipment import Shipment
    from ecluse.equivalence.plane import paper_chip
    from ecluse.equivalence.plane_answer import plane_answer

    law, library, to = law_asked(call).law, call.library, call.params.get("to")
    shipment = None
    if to is not None:
        code = library.countries.code(to, "to")
        shipment = Shipment(item=paper_chip(library), destination=code, on=law.on)
    links = {"html": address(call.site, f"{at(call.lang)}/map", call.params)}
    return value_reply(call, plane_answer(law, library, shipment), links, dated="on" in call.params)


def facts(call: Call) -> Reply:
    """Every fact that a rule may ask."""
    return value_reply(call, facts_of(call.library.vocabulary, call.lang))


ENDPOINTS = (
    Endpoint(
        "/api/v1/items",
        items,
        "The catalogue: each item with its figures, their sources, and its classification "
        "on a day.",
        takes=(*LAW_OF_A_DAY, VENDOR, LANG),
        answer="chip",
        listed=True,
        heavy=True,
        example="vendor=Intel&on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/items/{slug}",
        item,
        "One item, by its slug, name or alias.",
        takes=(*LAW_OF_A_DAY, LANG),
        answer="chip",
        example="nvidia-h20-96gb?on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/countries",
        countries,
        "Every country, with the groups of the regulation that it is in on a day.",
        takes=(*LAW_OF_A_DAY, LANG),
        answer="country",
        listed=True,
        heavy=True,
        example="on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/countries/{country}",
        country,
        "One country, by its ISO 3166 code or a name.",
        takes=(*LAW_OF_A_DAY, LANG),
        answer="country",
        example="cn?on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/regions",
        regions,
        "The plane of the two figures that the law of a day cuts: its regions, or those of "
        "the answers for a country, and where the chips of the catalogue stand.",
        takes=(*LAW_OF_A_DAY, PLACE, LANG),
        answer="plane",
        heavy=True,
        example="on=2025-05-20&to=China",
    ),
    Endpoint(
        "/api/v1/facts",
        facts,
        "Every fact that given.FACT can set: its type, unit, values and meaning.",
        takes=(LANG,),
        answer="fact",
        listed=True,
        example="",
    ),
)
