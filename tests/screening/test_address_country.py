"""The country in which an address says that it lies."""

from __future__ import annotations

import pytest

from ecluse.law.release import open_release
from ecluse.screening.address_country import also_named, country_of, may_be_in
from ecluse.screening.address_region import region_of
from ecluse.screening.address_words import address_words

READ = {
    "Science Park, Shenzhen, China, Tel 0755-12345": "CN",
    "Park, Shenzhen, China; attn Mr Li": "CN",
    "Beijing China\nTel: 010": "CN",
    "Shenzhen CN 518000": "CN",
    "中国广东省深圳市": "CN",
    "深圳市, 中国": "CN",
    "中国香港中环": "HK",
    "俄罗斯莫斯科特维尔大街1号": "RU",
    "伊朗德黑兰": "IR",
    "朝鲜平壤": "KP",
    "Pyongyang, D.P.R. Korea": "KP",
    "Pyongyang, Democratic People's Republic of Korea": "KP",
    "Pyongyang, Korea, Democratic People's Republic of": "KP",
    "Seoul, Republic of Korea": "KR",
    "ロシア モスクワ": "RU",
    "벨라루스 민스크": "BY",
    "古巴哈瓦那": "CU",
    "台湾新竹市": "TW",
    "澳門": "MO",
    "Hong Kong S.A.R.": "HK",
    "Hong Kong (China)": "HK",
    "Central, Hong Kong, China": "HK",
    "Macao SAR": "MO",
    "Macau, China": "MO",
    "Hsinchu, Taiwan, Province of China": "TW",
    "Taipei, Taiwan, China": "TW",
    "Riyadh, KSA": "SA",
    "Tbilisi, Georgia 0105": "GE",
    "Tbilisi, Georgia": "GE",
    "Tel Aviv, Israel": "IL",
    "No 5, Hong Kong Road, Qingdao, China": "CN",
    "12 Moscow Road, London, UK": "GB",
    "1 Raffles Place, Singapore 048616": "SG",
    "Россия, 125009, Москва": "RU",
    "Iran (Islamic Republic of)": "IR",
    "Taiwan (Province of China)": "TW",
    "德国慕尼黑": "DE",
    "慕尼黑市德国": "DE",
    "委内瑞拉加拉加斯": "VE",
    "马来西亚槟城": "MY",
    "美国马里兰州": "US",
    "马里兰州银泉": "US",
    "内蒙古自治区呼和浩特市": "CN",
    "印度尼西亚雅加达": "ID",
    "ドイツ ミュンヘン": "DE",
    "ベトナムハノイ市": "VN",
    "베트남 하노이": "VN",
    "독일 뮌헨": "DE",
    "하노이, 베트남": "VN",
    # What a comma alone does not part from the place is no state of the United States.
    "Россия, Москва (OK)": "RU",
    "Russia, Khimki (MO)": "RU",
    "Russia, Moscow, Leninsky 1 - PA": "RU",
    "China, Shenzhen - CO": "CN",
    "طهران، إيران": "IR",
    "ایران": "IR",
    "Иран (DE)": "IR",
}
NOT_READ = (
    *("Lebanon, NH", "Cuba, Missouri", "Atlanta, Georgia 30301", "12 China Street, Kowloon"),
    *(
        "10 Jordan Road, Kowloon",
        "Atlanta, Georgia",
        "Trenton, New Jersey 08608",
        "Acme (China) Ltd, Hamburg",
        "上海市德国路",
        "辽宁省黑山县",
        "东京マリーナ",
        "독일인마을",
        "深圳市福田区华美国际大厦",
        "上海市浦东新区德国中心",
        "北京美国学校",
        "平壤德国大使馆",
        "明斯克 德国中心",
        "モスクワ ドイツ銀行ビル",
        "모스크바 독일 대사관",
        "Shenzhen",
        "Milano MI",
        "123",
        "",
    ),
)


@pytest.mark.parametrize(("address", "code"), READ.items())
def test_a_country_is_read_wherever_it_stands(address: str, code: str) -> None:
    assert country_of(address) == code


ALSO_NAMED = {
    "Germany / Russia": ("DE",),
    "中国上海 / Germany": ("CN",),
    "德国-Russia": ("RU",),
    "Shenzhen, Nanshan 5, Germany": ("CN",),
    "Hong Kong (China)": (),
    "Hsinchu, Taiwan (Province of China)": (),
    "Damascus, Maryland, USA": (),
    "Kowloon": (),
    "Calle 23, Havana, USA": ("CU",),
    "Azadi Sq, Kerman, U.S.A.": ("IR",),
    "Cairo, Georgia": ("EG",),
    "Pekin, United States": ("CN",),
    "Anyang, Gyeonggi-do 14072, Republic of Korea": (),
}


@pytest.mark.parametrize(("address", "codes"), ALSO_NAMED.items())
def test_an_address_of_two_countries_may_lie_in_both(address: str, codes: tuple[str]) -> None:
    assert also_named(address) == codes


@pytest.mark.parametrize("address", NOT_READ)
def test_no_country_is_made_up(address: str) -> None:
    assert country_of(address) is None


IN_A_REGION = {
    "Simferopol, Crimea, Ukraine": "crimea",
    "12 Lenin Street Simferopol Ukraine": "crimea",
    "ул. Ленина 1, г. Симферополь, Республика Крым": "crimea",
    "Simféropol, Crimée": "crimea",
    "乌克兰克里米亚辛菲罗波尔": "crimea",
    "Sevastopol, Russia": "crimea",
    "Lenina 5, Yalta, 298600; tel +7 978": "crimea",
    "Донецьк, Україна": "donetsk",
    "Donetsk, Ukraine": "donetsk",
    "Kramatorsk, Donetsk oblast, Ukraine": "donetsk",
    "Donetsk People’s Republic": "donetsk",
    "Mariupol 87500": "donetsk",
    "Луганская область, г. Алчевск": "luhansk",
    "12 Kirova Street Simferopol": "crimea",
    "Simferopol UA": "crimea",
    "UA-95000 Simferopol": "crimea",
    "Ukraine Crimea Simferopol Kirova 12": "crimea",
    "Simferopol ul. Kirova 12, Ukraine": "crimea",
    "Occupied Crimea": "crimea",
    "Respublika Krym": "crimea",
    "Donetsk City": "donetsk",
    "so-called DNR": "donetsk",
    "the D.N.R.": "donetsk",
    "Saki, Ukraine": "crimea",
    "Sevastapol, Ukraine": "crimea",
    "Donetzk, Ukraine": "donetsk",
    "Luhanks, Ukraine": "luhansk",
    "Féodossia, Ukraine": "crimea",
    "Gurzuf, Ukraine": "crimea",
    "Sevastopol (OK)": "crimea",
    "Simferopol [CA]": "crimea",
    "Donetsk / OK": "donetsk",
    "83000 Ukraine": "donetsk",
    "UA-95000": "crimea",
    "Kirova 12, 295000, Ukraine": "crimea",
    "Kirova 12, 283000, Russia": "donetsk",
    "C\u0435\u0432\u0430\u0441\u0442\u043e\u043f\u043e\u043b\u044c": "crimea",  # a Latin C
    "سيفاستوبول": "crimea",
    "Σεβαστούπολη": "crimea",
    "Aqmescit, Qırım": "crimea",
    "Voroshilovgrad": "luhansk",
    "Lenina 1, 91000, Ukraine": "luhansk",
}
IN_NO_REGION = (
    *("Kyiv, Ukraine", "Sevastopol Street 4, Kyiv, Ukraine", "Sebastopol, CA 95472"),
    *("Boulevard de Sébastopol 5, Paris", "Boulevard de Sébastopol 5, Paris, France"),
    *("Sevastopol Square 5, Kyiv, Ukraine", "Donetska St. 5, Kyiv", "5 rue de Crimée, Paris"),
    *("ул. Симферополь 3, Киев", "Lviv UA"),
    *("Pyongyang, D.P.R. Korea", "Avenue Sebastopol, Lyon"),
    *("Sebastopol, CA", "Sebastopol, CA, USA", "Sebastopol, California 95472, United States"),
    *("Sevastopol, OK 73102", "Sevastopol, OK, 73102", "Inkerman, PA", "Yalta, Georgia 30301"),
    *("Sebastopol, Australia", "Balaklava, SA 5461, Australia", "Inkerman, Ontario, Canada"),
    *("5 rue de Sébastopol, France", "Donetsk Street 5, Berlin, Germany", "Moscow, ID"),
    *("12 Newton Road, Singapore 297805", "12 Newton Road, 30805"),
    *("Донецкая ул. 5, Киев, Украина", "Yalta Hotel, Berlin, Germany", "123", ""),
)


@pytest.mark.parametrize(("address", "region"), IN_A_REGION.items())
def test_an_address_in_a_region_under_an_embargo_of_its_own(address: str, region: str) -> None:
    said = region_of(address)
    assert said is not None
    assert said.symbol == region


MAY_BE_IN_A_REGION = {
    "Germany / Donetsk": "donetsk",
    "Lenina 1, Kramatorsk, Ukraine": "donetsk",
    "84300 Kramatorsk Ukraine": "donetsk",
    "Kramatorsk UA": "donetsk",
    "Pokrovsk, UA": "donetsk",
    "Kramatorsk, Donetsk oblast, Ukraine": "donetsk",
    "Kramatorsk, Donetska obl., Ukraine": "donetsk",
    "вул. Шевченка 5, м. Слов'янськ, Україна": "donetsk",
    "vul. Shevchenka 5, 85300, Ukraine": "donetsk",
    "Luhansk region, Ukraine": "luhansk",
    "Troitske, Ukraine": "luhansk",
    "Lenina 4, 295000, Russia": "crimea",
    "84300 Ukraine": "donetsk",
    "Enakiyevo, 86000 Ukraine": "donetsk",
}
# A held town before a state or another country that has no town so called, and a post code of six
# figures of which nobody says the country.
MAY_BE_MEANT = {
    "Sevastopol, OK": "crimea",
    "Sevastopol, OK 99011": "crimea",  # the ZIP code of another state
    "Sevastopol, Oklahoma, USA": "crimea",
    "Simferopol, GA": "crimea",
    "Feodosia, DE": "crimea",
    "Yalta (Georgia)": "crimea",
    "Yalta, Georgia": "crimea",
    "Lenina 5, Sevastopol Germany": "crimea",
    "10115 Sevastopol, Germany": "crimea",
    "Sevastopol, 299011, Germany": "crimea",
    "Sevastopol, NSW, Australia": "crimea",
    "Republic of Crimea, Germany": "crimea",
    "Donetsk, OH": "donetsk",
    "Mariupol, Greece": "donetsk",
    "Alchevsk, NJ": "luhansk",
    "Luhansk, Turkey": "luhansk",
    "Lenina 5, 299011": "crimea",
    "ул. Ленина 5, 291001": "luhansk",
}
# A town of Crimea that is written otherwise than on file may be another one.
SPELLED = ("Nyzhnohirskyi, Ukraine", "Nyzhnogirskyy, Ukraine", "Nizhnegorskij, UA")
OUT_OF_THEM = (
    "82999 Ukraine",
    "88000 Ukraine",
    "Troitske, Odesa oblast, Ukraine",
    "Troitske, 67500, Ukraine",
    "vul. Donetska 5, Kyiv 01001, Ukraine",
    "Krasnoarmeysk street 5, Odesa, Ukraine",
    "Kramatorsk",
    "Mykolaiv, Ukraine",
    "Kherson, Ukraine",
    "Melitopol, Zaporizhzhia, Ukraine",
    "84300 Novocherkassk, Russia",
    "Agra 295000, India",
)


@pytest.mark.parametrize(("address", "region"), MAY_BE_IN_A_REGION.items())
def test_a_place_of_an_oblast_may_be_in_the_part_under_embargo(address: str, region: str) -> None:
    said = region_of(address)
    assert said is not None
    assert (said.symbol, said.surely) == (region, region == "crimea")  # of which all is covered


def test_a_held_town_before_another_place_may_be_meant() -> None:
    for address, region in MAY_BE_MEANT.items():
        said = region_of(address)
        assert said is not None, address
        assert (said.symbol, said.surely) == (region, False), address


@pytest.mark.parametrize("address", SPELLED)
def test_a_place_is_found_however_its_letters_are_put_into_latin_ones(address: str) -> None:
    said = region_of(address)
    assert said is not None
    assert said.symbol == "crimea"


@pytest.mark.parametrize("address", OUT_OF_THEM)
def test_a_place_elsewhere_in_the_country_is_in_no_region(address: str) -> None:
    assert region_of(address) is None


@pytest.mark.parametrize("address", IN_NO_REGION)
def test_an_address_in_no_such_region(address: str) -> None:
    assert region_of(address) is None


def test_an_address_may_name_a_region_as_a_destination_does() -> None:
    words = address_words()
    for region in open_release().library.countries.regions:
        assert words.lies_in[region.symbol].split()[0] == region.within
        for name in region.names:
            said = region_of(name, region.within)
            assert said is not None, name
            assert said.symbol == region.symbol, name


MAY_BE = {
    "Haifa, IL": "IL",
    "Haifa IL 3190501": "IL",
    "Tel Aviv, IL; tel +972 3": "IL",
    "Mumbai, IN 400001": "IN",
    "Toronto, CA": "CA",
    "Macau, MO": "MO",
    "Doha, QA": "QA",
    "Ulaanbaatar, MN 14200": "MN",
    "Vientiane, LA 01000": "LA",
    "MD-2004 Chisinau": "MD",
    "Str. Stefan 1, MD-2004 Chisinau": "MD",
    "UA-01001 Kyiv": "UA",
    "Moscow / Leninsky 1": "RU",
    "Moscow - Leninsky 1": "RU",
    "Moscow/Leninsky 1": "RU",
    "Beijing (Haidian)": "CN",
    "Shenzhen, GD 518000": "CN",
    "Shenzhen, GD": "CN",
    "Nanshan, GD 518000": "CN",
    "Chengdu, SC 610000": "CN",
    "Jinan, SD 250000": "CN",
    "Guangdong Province": "CN",
    "5 Main Rd, Sichuan": "CN",
    "Inner Mongolia": "CN",
    "Tehran Province": "IR",
    "广东省深圳市": "CN",
    "St George's, GD": "GD",
    "Tehran (IN)": "IR",
    "Tehran, IN": "IR",
    "Tehran, Oklahoma": "IR",
    "Shanghai, VA": "CN",
    "Arzamas": "RU",
    "Zibo": "CN",
    "Minsk (MI)": "BY",
    "Havana, OK": "CU",
    "Pekin, GA": "CN",
    "Kerman, OH": "IR",
    "Sverdlovsk region": "RU",
    "г. Бердск, Новосибирская обл.": "RU",
    "Гомель": "BY",
    "ドイツ銀行 モスクワ支店": "RU",
}
MAY_BE_NOTHING = (
    *("Minnetrista, MN 55364", "Mandeville, LA 70448", "Bethesda, MD, 20814", "Salisbury, MD"),
    *("Bossier City, LA", "Mankato MN", "Unit MD-2004, Lima", "Nowhere, NY 06390"),
    *("Pierre, SD 57501", "Columbia, SC 29201", "12/3 High Street", "Quay - 4"),
    *("Chicago, IL", "Oakbrook, IL 60523", "Oakbrook, IL, 60523-1234", "San Jose CA", "Milano MI"),
    *("1 Main, ST", "Torino TO", "Fresno, CA; attn Mr Li", "123", "", "Research Triangle Park, NC"),
    *(
        "Austin (TX)",
        "Portland (ME)",
        "Milano (MI)",
        "Moscow, OK",
        "Canton, Ohio",
        "Tripoli, Wisconsin",
        "Havana, IL",
        "Kerman, CA 93630",
        "Cairo, GA",
        "Xinyi District, Taipei 110",
    ),
    *("Beijing, CA 94000", "St. Petersburg, FL", "12 Leon, Victoria"),
)


@pytest.mark.parametrize(("address", "code"), MAY_BE.items())
def test_a_code_that_is_a_states_too_may_be_the_countrys(address: str, code: str) -> None:
    assert (country_of(address), may_be_in(address)) == (None, code)


@pytest.mark.parametrize("address", MAY_BE_NOTHING)
def test_what_says_that_it_is_the_state_is_no_country(address: str) -> None:
    assert may_be_in(address) is None


@pytest.mark.parametrize("country", [None, "UA", "US"])
def test_what_is_kept_of_an_address_is_what_it_says(country: str | None) -> None:
    for address in (*READ, *NOT_READ, *IN_A_REGION, *MAY_BE_IN_A_REGION, *IN_NO_REGION):
        assert country_of(address) == country_of.__wrapped__(address)
        for asked in (may_be_in, region_of):
            assert asked(address, country) == asked.__wrapped__(address, country)
