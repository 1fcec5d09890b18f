"""Finding a country, and the one country that is treated as another."""

import re
from datetime import date

import pytest

from ecluse.errors import UnknownNameError

param = pytest.param


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("cn", "CN"),
        ("China", "CN"),
        ("Chine", "CN"),
        ("NO", "NO"),
        ("Norway", "NO"),
        ("Norvège", "NO"),
        ("norvege", "NO"),
        ("UAE", "AE"),
        ("U.A.E.", "AE"),
        ("Émirats arabes unis", "AE"),
        ("United Arab Emirates", "AE"),
        ("Hong Kong", "HK"),
        ("Macau", "MO"),
        ("Macao", "MO"),
        ("Taiwan", "TW"),
        ("Côte d’Ivoire", "CI"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("USA", "US"),
        ("Russia", "RU"),
        ("Burma", "MM"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("  germany ", "DE"),
    ],
)
def test_a_country_is_found_as_people_write_it(library, text, code):
    assert library.countries.code(text, "here") == code


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Congo", "Congo - Brazzaville", "Congo - Kinshasa"),
        ("コンゴ", "Congo - Brazzaville", "Congo - Kinshasa"),
        ("刚果", "Congo - Brazzaville", "Congo - Kinshasa"),
        ("Virgin Islands", "U.S. Virgin Islands", "British Virgin Islands"),
        ("Corea", "South Korea", "North Korea"),
        ("Corée", "South Korea", "North Korea"),
    ],
)
def test_a_name_that_two_countries_share_is_asked_about(library, text, one, other):
    with pytest.raises(UnknownNameError, match=f"'{text}' may be {one} or {other} "):
        library.countries.code(text, "here")


def test_a_shared_name_is_answered_with_whose_it_may_be(library):
    with pytest.raises(UnknownNameError) as caught:
        library.countries.code("Korea", "--to")
    assert str(caught.value) == (
        "'Korea' may be South Korea or North Korea (--to): write which of them"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # World Bank, World Development Indicators
        ("Korea, Rep.", "KR"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Iran, Islamic Rep.", "IR"),
        ("Egypt, Arab Rep.", "EG"),
        ("Venezuela, RB", "VE"),
        ("Yemen, Rep.", "YE"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Rep.", "CG"),
        ("Hong Kong SAR, China", "HK"),
        ("Macao SAR, China", "MO"),
        ("Lao PDR", "LA"),
        ("Kyrgyz Republic", "KG"),
        ("Micronesia, Fed. Sts.", "FM"),
        ("Virgin Islands (U.S.)", "VI"),
        # UN Comtrade
        ("Russian Fed.", "RU"),
        ("Russian Federation", "RU"),
        ("Rep. of Korea", "KR"),
        ("Dem. People's Rep. of Korea", "KP"),
        ("China, Hong Kong SAR", "HK"),
        ("Dem. Rep. of the Congo", "CD"),
        ("Br. Virgin Isds", "VG"),
        ("N. Mariana Isds", "MP"),
        ("Falkland Isds (Malvinas)", "FK"),
        ("Bolivia (Plurinational State of)", "BO"),
        # Census, Schedule C
        ("Burma (Myanmar)", "MM"),
        ("Germany (Federal Republic of Germany)", "DE"),
        ("North Korea (Democratic People's Republic of Korea)", "KP"),
        ("South Korea (Republic of Korea)", "KR"),
        ("Congo, Democratic Republic of the Congo (formerly Zaire)", "CD"),
        ("Denmark, except Greenland", "DK"),
        ("The People's Republic of China", "CN"),
        # German, French, Spanish, Chinese and others, from CLDR
        ("Südkorea", "KR"),
        ("Niederlande", "NL"),
        ("Deutschland", "DE"),
        ("Vereinigte Arabische Emirate", "AE"),
        ("Corée du Nord", "KP"),
        ("Corea del Sur", "KR"),
        ("Arabia Saudí", "SA"),
        ("中国", "CN"),
        ("俄罗斯", "RU"),
        ("香港", "HK"),
        ("台湾", "TW"),
        ("イラン", "IR"),
        ("대한민국", "KR"),
        ("Giappone", "JP"),
        ("Estados Unidos", "US"),
    ],
)
def test_a_country_is_found_as_statistics_and_other_languages_write_it(library, text, code):
    assert library.countries.code(text, "here") == code


def test_no_name_of_any_language_of_cldr_means_another_country_here(library):
    from babel import Locale

    from ecluse.facts.cldr import LANGUAGES

    read, wrong = 0, []
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            found = library.countries.find(name) if code in library.countries.by_code else None
            read += found is not None
            if found not in (None, code):
                wrong.append((language, code, name, found))
    assert wrong == []
    assert read > 2_900  # all but the few that two countries share


@pytest.mark.parametrize("text", ["Kanarische Inseln", "Other Asia, nes", "Fmr USSR"])
def test_a_name_without_a_code_on_file_is_not_understood(library, text):
    assert library.countries.find(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN - China", "CN"),
        ("CN – China", "CN"),
        ("CN China", "CN"),
        ("China [CN]", "CN"),
        ("China (PRC)", "CN"),
        ("Korea (North)", "KP"),
        ("Korea, Republic of (KR)", "KR"),
        ("KR-Korea, Republic of", "KR"),
        ("Guinea-Bissau (GW)", "GW"),
        ("GW, Guinea-Bissau", "GW"),
        ("Türkiye / Turkey", "TR"),
        ("中国 (China)", "CN"),
    ],
)
def test_a_code_beside_its_own_countrys_name_is_that_country(library, text, code):
    assert library.countries.code(text, "here") == code


@pytest.mark.parametrize(
    ("text", "what"),
    [
        param("US/CN", "'US/CN' names United States and China", id="two codes"),
        param("China, Guinea", "'China, Guinea' names China and Guinea", id="two names"),
        param("CN-HK", "'CN-HK' names China and Hong Kong", id="a country and another's code"),
        param(
            "Singapore (parent: China)",
            "'Singapore (parent: China)' names Singapore and China",
            id="the parent's",
        ),
        param(
            "Singapore (transit to China)",
            (
                "'Singapore (transit to China)' says more than Singapore, and the rest is not "
                "understood"
            ),
            id="a remark",
        ),
        param(
            "Shanghai, China",
            "'Shanghai, China' says more than China, and the rest is not understood",
            id="a city",
        ),
        param(
            "China?",
            "'China?' says more than China, and the rest is not understood",
            id="a doubt",
        ),
        param(
            "Ukraine (Crimea)",
            (
                "'Ukraine (Crimea)' names the Crimea region of Ukraine, which is under an embargo "
                "of its own (15 CFR 746.6)"
            ),
            id="a region under embargo",
        ),
    ],
)
def test_a_text_that_says_more_than_one_country_is_refused(library, text, what):
    with pytest.raises(UnknownNameError) as caught:
        library.countries.code(text, "here")
    assert caught.value.what == what


@pytest.mark.parametrize(
    "text",
    [
        "Crimea",
        "Crimée",
        "Crimea, Ukraine",
        "UA - Crimea",
        "Ukraine/Donetsk",
        "Donetsk Oblast",
        "Luhansk (Ukraine)",
        "Lugansk People's Republic",
        "Ukraine (LNR)",
        "Крым",
    ],
)
def test_a_region_under_embargo_is_never_just_ukraine(library, text):
    with pytest.raises(UnknownNameError, match=r"15 CFR 746\.6"):
        library.countries.code(text, "here")


@pytest.mark.parametrize("text", ["N.A.", "n.a.", "N. A.", "N/A", "n/a", "#N/A", "na", "(NA)?"])
def test_not_available_is_not_namibia(library, text):
    assert library.countries.find(text) is None


@pytest.mark.parametrize("text", ["NA", "NAM", "Namibia", "NA - Namibia", "(NA)"])
def test_namibia_is(library, text):
    assert library.countries.code(text, "here") == "NA"


@pytest.mark.parametrize(
    "text",
    ["do", "Do", "-do-", "-DO-", "- DO -", '"DO"', "(do)", "[do]", "id", "-id-", "-ID-", "Id."],
)
def test_a_ditto_is_no_country(library, text):
    with pytest.raises(UnknownNameError, match=r"is a word and no country's name|is called"):
        library.countries.code(text, "here")


def test_the_countries_that_a_ditto_is_written_like_are_read(library):
    for text in ("DO", "DOM", "DO - Dominican Republic", "(DO)"):
        assert library.countries.code(text, "here") == "DO"
    for text in ("ID", "IDN", "ID-Indonesia", "Indonesia (ID)"):
        assert library.countries.code(text, "here") == "ID"


@pytest.mark.parametrize("text", ["no", "No", "S.A.", "C.N.", "#REF!", "#NAME?", "#N/A"])
def test_a_word_and_letters_between_points_are_no_code(library, text):
    assert library.countries.find(text) is None


def test_a_text_without_end_is_refused_in_a_line_that_has_one(library):
    with pytest.raises(UnknownNameError) as caught:
        library.countries.code("(China) / " * 20_000, "here")
    assert len(str(caught.value)) < 250


def test_nothing_of_other_languages_is_loaded_for_a_name_on_file():
    import subprocess
    import sys

    program = (
        "import sys; from ecluse.law.library import load; c = load().countries; "
        "c.code('Korea, Rep.', ''), c.code('CN - China', ''); assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_misspelt_country_is_told_what_is_near(library):
    with pytest.raises(UnknownNameError) as caught:
        library.countries.code("Germny", "command line")
    assert str(caught.value) == (
        "no country is called 'Germny' (command line): near names are 'Germany', 'Guernsey', "
        "'Guernesey'"
    )


@pytest.mark.parametrize("text", ["", "   ", "ZZ", "XX", "-", "?"])
def test_no_country_is_guessed(library, text):
    told = f"no country is called '{text.strip()}' (here): give an ISO 3166 alpha-2 code"
    with pytest.raises(UnknownNameError, match=re.escape(told)):
        library.countries.code(text, "here")


def test_every_code_and_name_finds_its_own_country(library):
    for code, country in library.countries.by_code.items():
        for text in (code, country.en, country.fr):
            assert library.countries.code(text, "here") == code, text


def test_no_alias_stands_for_two_countries(library):
    from ecluse.facts.country import folded

    owners: dict[str, set[str]] = {}
    for code, country in library.countries.by_code.items():
        for spelling in (country.en, country.fr, *country.aliases):
            owners.setdefault(folded(spelling), set()).add(code)
    assert {spelling: codes for spelling, codes in owners.items() if len(codes) > 1} == {}


def test_every_country_of_a_group_is_a_country(library):
    from ecluse.law.provision import Group

    named = {
        code
        for measure in library.register.measures
        for change in measure.changes
        if isinstance(change.says, Group)
        for code in (change.says.members or frozenset())
        | change.says.joins
        | change.says.leaves
        | change.says.doubtful
    }
    assert named - set(library.countries.by_code) == set()


@pytest.mark.parametrize(
    ("code", "on", "treated"),
    [
        param("HK", date(2020, 12, 22), "HK", id="Hong Kong the day before 85 FR 83765"),
        param("HK", date(2020, 12, 23), "CN", id="Hong Kong on the day"),
        param("HK", date(2026, 11, 23), "CN", id="Hong Kong today"),
        param("MO", date(2026, 11, 23), "MO", id="Macau is a destination of its own"),
        param("TW", date(2026, 11, 23), "TW", id="Taiwan too"),
        *(
            param(code, date(2022, 8, 1), "US", id=f"{code} is the United States (§ 772.1)")
            for code in ("AS", "GU", "MP", "PR", "UM", "VI")
        ),
        *(
            param(code, date(2026, 11, 23), code, id=f"{code} is a state of its own")
            for code in ("FM", "MH", "PW", "VG")
        ),
    ],
)
def test_as_which_country_the_law_treats_a_country(library, code, on, treated):
    assert library.countries.for_the_law(code, on) == treated
