"""Personal names at the end of long titles: as speakers with roles, and as names."""

import pytest

from store.suggest.names import names
from store.suggest.persons import person
from store.suggest.quotes import QuoteSuggester, quotations
from store.suggest.units import guess, name_unit

SAID_BEHIND = [
    (
        "Orvan Deputy Minister of Fisheries and Chair of the State Council on Dredging "
        "Dr. Lena Okoro",
        "Dr. Lena Okoro",
        "Orvan Deputy Minister of Fisheries and Chair of the State Council on Dredging",
    ),
    ("HRB Chief of Mission for the Lake States Pavel Rusk", "Pavel Rusk", None),
    ("Minister of Labour Mavuso", "Mavuso", "Minister of Labour"),
    ("Minister for Trade Nguyen Thi Lan", "Nguyen Thi Lan", "Minister for Trade"),
    ("Minister of Water Resources Kofi Badu", "Kofi Badu", "Minister of Water Resources"),
    (
        "Director for Human Rights in Lower Brel Omar al-Hadid",
        "Omar al-Hadid",
        "Director for Human Rights in Lower Brel",
    ),
    ("Secretary of State J. P. Hollis", "J. P. Hollis", "Secretary of State"),
    ("Commissioner for Refugees Jan van der Meulen", "Jan van der Meulen", None),
    ("Mayor of Port Selm Ines Quill", "Ines Quill", "Mayor of Port Selm"),
    (
        "the director of the Open Harbour Foundation Amina Sesay",
        "Amina Sesay",
        "director of the Open Harbour Foundation",
    ),
    ("Special Rapporteur on Migration Prof. Ruth Adeyemi", "Prof. Ruth Adeyemi", None),
    ("Ambassador to the United Nations Chen Wei", "Chen Wei", None),
    ("President of Kenya Wanjiru Otieno", "Wanjiru Otieno", "President of Kenya"),
    ("Sen. Dolores Varga", "Sen. Dolores Varga", None),
    ("Deputy Mayor Rosa Bishop", "Rosa Bishop", "Deputy Mayor"),
    ("Police Commissioner Park Min-ho", "Park Min-ho", "Police Commissioner"),
    ("the 34-year-old teacher Leyla Demir", "Leyla Demir", "34-year-old teacher"),
    ("Judge Okafor", "Okafor", "Judge"),
    ("Ida Brandvik, head of the Ferry Union", "Ida Brandvik", "head of the Ferry Union"),
    ("Open Harbour spokeswoman Noor bin Rashid", "Noor bin Rashid", "Open Harbour spokeswoman"),
    ("Suri of the Open Harbour Foundation", "Suri", "Open Harbour Foundation"),
    ("Minister Tala Reyes on Tuesday", "Tala Reyes", "Minister"),
    ("the chair of the Council for Fair River Ways, Edda Lund", "Edda Lund", None),
    (
        "Chair of the Panel on Safe Work and Commissioner for Housing Mr. Bo Anders Tull",
        "Mr. Bo Anders Tull",
        None,
    ),
    ("Lt. Gen. Karim Zadran", "Lt. Gen. Karim Zadran", None),
    ("Secretary-General of the League of Lake Towns Amal Haddad", "Amal Haddad", None),
    (
        "NRC Delegate for the Northern Provinces Åsa Holm",
        "Åsa Holm",
        "NRC Delegate for the Northern Provinces",
    ),
]
ORGANIZATIONS = [
    "the Council for Fair Work on Rivers",
    "the Norlund Fund for Safe Passage",
    "the Ministry of Water",
    "the Open Harbour Foundation",
    "UN Women",
    "Doctors for Peace",
    "Save the Wells",
]


def spoken(text: str) -> tuple[str | None, str | None]:
    quotation = quotations(text, ())[0]
    return (None if quotation.speaker is None else quotation.speaker[2]), quotation.role


@pytest.mark.parametrize(("phrase", "speaker", "role"), SAID_BEHIND)
def test_a_name_is_parted_from_the_title_before_it(
    phrase: str, speaker: str, role: str | None
) -> None:
    found, found_role = spoken(f"“The boats are late again,” said {phrase}.")
    assert found == speaker
    if role is not None:
        assert found_role == role


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            "“The boats are late,” HRB Chief of Mission for the Lake States Pavel Rusk said.",
            "Pavel Rusk",
            "HRB Chief of Mission for the Lake States",
        ),
        ("“The boats are late,” Minister of Trade Ana Duarte said.", "Ana Duarte", None),
        ("“The boats are late,” Amadou of Open Harbour said.", "Amadou", "Open Harbour"),
        (
            "“The boats are late,” the ministry’s spokesman, Ivo Petrov, told us.",
            "Ivo Petrov",
            "ministry’s spokesman",
        ),
        (
            "“The boats are late,” Sana Mirza, Director of the Ferry Agency, said.",
            "Sana Mirza",
            "Director of the Ferry Agency",
        ),
        ("“The boats are late,” said Tomo.", "Tomo", None),
        ("“The boats are late,” said Rui Costa to reporters.", "Rui Costa", None),
        ("Minister for Ports Hana Sato said: “The boats are late.”", "Hana Sato", None),
        (
            "„Die Boote sind zu spät“, sagte die Leiterin von Haus Nordwind Petra Kolb.",
            "Petra Kolb",
            "Leiterin von Haus Nordwind",
        ),
        ("„Wir warten“, sagte Präsident von Aue am Montag.", "von Aue", "Präsident"),
        (
            "„Die Boote sind zu spät“, erklärte ihr Kollege Emre Aydin.",
            "Emre Aydin",
            "ihr Kollege",
        ),
        (
            "« Les bateaux sont en retard », a déclaré la ministre du Travail Aline Roux.",
            "Aline Roux",
            "ministre du Travail",
        ),
        ("“The boats are late,” said a porter in Three Oaks.", "a porter in Three Oaks", None),
        ("“The boats are late,” was how a porter of 37 put it.", "a porter of 37", None),
        ("“The boats are late,” said Ẹ̀bùn Ṣadé.", "Ẹ̀bùn Ṣadé", None),
    ],
)
def test_speakers_are_found_on_either_side_of_the_cue(
    text: str, speaker: str, role: str | None
) -> None:
    found, found_role = spoken(text)
    assert found == speaker
    if role is not None:
        assert found_role == role


@pytest.mark.parametrize("phrase", ORGANIZATIONS)
def test_an_organization_that_speaks_is_not_cut(phrase: str) -> None:
    bare = phrase.removeprefix("the ")
    assert spoken(f"“The boats are late again,” said {phrase}.") == (bare, None)
    assert spoken(f"“The boats are late again,” according to {phrase}.") == (bare, None)
    assert person(phrase, 0, len(phrase)) is None


def test_a_continued_quotation_has_the_parted_speaker() -> None:
    text = (
        "“The boats are late,” said Chief of Mission for the Lake States Pavel Rusk.\n\n"
        "“Nobody told the crews of it at all.”"
    )
    assert [q.speaker[2] for q in quotations(text, ()) if q.speaker] == ["Pavel Rusk"] * 2


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("It was said by HRB Chief of Mission for the Lake States Pavel Rusk.", "Pavel Rusk"),
        ("We met Minister of Labour Mavuso there.", "Mavuso"),
        ("We met the director of the Clear Wells Agency Ana Duarte there.", "Ana Duarte"),
        ("We met Ferry Agency Director Ana Duarte there.", "Ana Duarte"),
        ("We met the Chair of the Council on Dredging Dr. Lena Okoro there.", "Lena Okoro"),
        ("We met Commissioner for Refugees Omar al-Hadid there.", "Omar al-Hadid"),
    ],
)
def test_the_name_under_the_caret_leaves_the_title_out(text: str, exact: str) -> None:
    at = text.index(exact.rsplit(maxsplit=1)[-1])
    unit = name_unit(text, (), at)
    assert unit is not None
    assert text[slice(*unit)] == exact
    assert guess("entity", text, (), *unit) == {"type": "person", "name": exact}


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("They wrote to the Council on Fair Work yesterday.", "Council on Fair Work"),
        ("They wrote to the Network for Safe Boats yesterday.", "Network for Safe Boats"),
        ("They asked the director of the Agency for Clean Water.", "Agency for Clean Water"),
        ("They met the Council on Monday at noon.", None),
    ],
)
def test_an_organization_keeps_its_connectors(text: str, exact: str | None) -> None:
    found = [text[n.start : n.end] for n in names(text, ()) if n.type == "organization"]
    assert found == ([] if exact is None else [exact])


def test_unnamed_speakers_with_the_same_last_word_stay_apart() -> None:
    text = "“It rained all day,” said a cook of 30.\n\n“It was dry all day,” said a farmer of 30."
    found = QuoteSuggester().suggest(text, ())
    assert [s.attributes["speaker"] for s in found] == ["a cook of 30", "a farmer of 30"]


def test_a_house_before_an_office_is_no_part_of_the_person() -> None:
    text = "We met Council President Mei Tan and Ferry Agency Director Ana Duarte."
    assert [(text[n.start : n.end], n.type) for n in names(text, ())] == [
        ("Mei Tan", "person"),
        ("Ferry Agency", "organization"),
        ("Ana Duarte", "person"),
    ]
