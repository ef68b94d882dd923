"""Word lists that tell names of people from names of things: closed classes."""

# ruff: noqa: SIM905 - prose lists are easier to read and to extend than quoted ones

from __future__ import annotations

import re
from collections.abc import Sequence

from store.suggest.lands import COUNTRIES, DEMONYMS
from store.suggest.lexicon import FIELDS, ORGANIZATIONS, PLACES, ROLES

GIVEN_NAMES = frozenset(
    """Aaron Abdul Abdullah Abigail Adam Adele Adrian Agnes Ahmad Ahmed Aisha Alan Albert Aleksandr
    Alejandra Alejandro Alex Alexander Alexandra Alexandre Alexei Alfred Ali Alice Alicia Alison
    Allan Allen Alvin Amanda Amal Amina Amir Amit Amy Ana Anastasia Anders Andre André Andrea
    Andreas Andrés Andrew Andrzej Andy Angela Angelina Anil Anita Ann Anna Anne Annie Anthony
    Antoine Antonio António Anton Anya Arjun Arnold Arthur Ashley Astrid Audrey Ayman Ayşe Barack
    Barbara Barry Bashar Beatrice Beatriz Ben Benedict Benjamin Bernard Bernd Bernie Bert Beth
    Betty Bill Billy Björn Bob Bobby Boris Brad Bradley Brandon Brenda Brian Bridget Britt Bruce
    Bruno Bryan Camille Carl Carla Carlo Carlos Carmen Carol Caroline Carolyn Catherine Cathy
    Cecilia Charles Charlie Charlotte Chen Chloe Chloé Chris Christian Christina Christine
    Christoph Christophe Christopher Claire Clara Claude Claudia Colin Connor Craig Cristina
    Cynthia Daisy Dale Damien Dan Daniel Daniela Danny Darren Dave David Dean Deborah Debra Denis
    Denise Dennis Derek Diana Diane Diego Dieter Dilip Dimitri Dirk Dmitri Dmitry Dolores Dominic
    Dominique Don Donald Donna Dora Doris Dorothy Doug Douglas Duncan Dylan Ed Eddie Edgar Edith
    Eduardo Edward Edwin Eileen Elaine Eleanor Elena Elias Elisabeth Élise Elizabeth Ella Ellen
    Emily Emma Emmanuel Enrique Eric Erica Erik Erin Ernest Ernst Esther Ethan Eugene Eunice Eva
    Evelyn Fatima Fatou Felipe Felix Fernanda Fernando Fiona Florence Frances Francesca Francesco
    Francis Francisco Franck François Frank Franz Fred Frederick Frédéric Friedrich Gabriel
    Gabriela Gareth Gary Gavin Geoff Geoffrey George Georges Gerald Gérard Gerhard Gilbert
    Giovanni Giulia Giuseppe Gloria Gordon Graham Greg Gregory Guillaume Guillermo Günter Gustav
    Guy Hamid Hannah Hans Harald Harold Harriet Harry Hassan Heather Hector Heidi Heinrich Helen
    Helena Helga Helmut Henri Henry Herbert Hillary Hiroshi Holden Horace Horst Howard Hubert Hugh
    Hugo Hussein Ian Ibrahim Ida Igor Ilya Ines Inga Ingrid Irene Irina Isabel Isabella Isabelle
    Ismail Ivan Jack Jackie Jacob Jacqueline Jacques Jaime Jake James Jamie Jan Jane Janet Janice
    Jason Javier Jay Jean Jeff Jeffrey Jennifer Jenny Jens Jeremy Jerome Jérôme Jerry Jesse
    Jessica Jesús Jill Jim Jimmy Joan João Joanna Joanne Joe Joel Johan Johann Johannes John
    Johnny Jon Jonas Jonathan Jordan Jorge Jörg José Josef Joseph Josh Joshua Joyce Juan Juana
    Judith Judy Jules Julia Julian Julie Julien Juliet Julius Junior Jürgen Justin Kamal Karen
    Karim Karin Karl Kate Katherine Kathleen Kathryn Katie Keith Kelly Ken Kenneth Kerry Kevin
    Khaled Khalid Kim Klaus Kofi Kristen Kurt Kwame Kyle Lars Laura Lauren Laurence Laurent
    Lawrence Léa Lee Leila Lena Leo Leon Leonard Leonardo Leslie Lewis Leyla Liam Linda Lisa Liz
    Lorenzo Lothar Louis Louisa Louise Luc Luca Lucas Lucía Lucie Lucy Luigi Luis Luisa Luiz Lukas
    Lydia Lynn Magdalena Mahmoud Maja Malik Manfred Manuel Marc Marcel Marcelo Marco Marcos Marcus
    Margaret Margarita Maria María Mariana Marie Marina Mario Marion Mark Markus Marta Martha
    Martin Martina Martine Mary Mateo Mathieu Matt Matteo Matthew Matthias Maurice Max Maxim
    Maxime Maya Megan Mehmet Melanie Melissa Mercedes Michael Michel Michele Michelle Miguel Mike
    Mikhail Milan Ming Miriam Mohamed Mohammad Mohammed Moritz Muhammad Mustafa Nadia Nancy Naomi
    Natalia Natalie Natasha Nathan Neil Nelson Nia Nicholas Nick Nicola Nicolas Nicole Nigel
    Nikolai Nils Nina Noah Nora Norbert Norman Olaf Oleg Olga Oliver Olivia Olivier Omar Oscar
    Osman Otto Pablo Pamela Paola Paolo Pascal Patricia Patrick Paul Paula Paulo Pavel Pedro Peggy
    Penny Peter Petra Phil Philip Philippe Phillip Pierre Piotr Priscilla Priya Rachel Rafael Raj
    Rajesh Ralf Ralph Ramesh Ramón Raúl Ray Raymond Rebecca Regina Reinhard Renate René Ricardo
    Richard Rick Rita Rob Robert Roberta Roberto Robin Rodrigo Roger Roland Rolf Roman Ron Ronald
    Rosa Rosalía Rose Roy Rudolf Rupert Ruth Ryan Sabine Sally Sam Samantha Samuel Sandra Sanjay
    Santiago Sara Sarah Sascha Scott Sean Sebastian Sergei Sergey Sergio Sharon Shirley Sigrid
    Silvia Simon Simone Sofia Sofía Sonia Sophia Sophie Stan Stanley Stefan Stefanie Stella
    Stephan Stephanie Stéphane Stephen Steve Steven Stuart Sue Sunil Susan Susanne Svetlana Sven
    Sylvia Sylvie Tamara Tanja Tanya Tara Tatiana Ted Teresa Terry Theo Theodore Theresa Thierry
    Thomas Tim Timothy Tina Tobias Todd Tom Tomás Tomasz Toni Tony Tracy Ulrich Ulrike Ursula Uwe
    Valentina Valeria Valérie Vanessa Vera Véronique Victor Victoria Vijay Vincent Viola Virginia
    Vitali Vivian Vladimir Volker Walter Wanda Wayne Wendy Werner Wilhelm William Wilson Winston
    Wolfgang Xavier Yan Yasmin Yuki Yuri Yusuf Yves Yvonne Zoe Zoé""".split()
)
"""Common given names in the languages that are read here."""

TITLES = frozenset(
    "lord lady sir dame king queen pope prince princess tsar czar emperor empress sultan sheikh "
    "archbishop cardinal aunt uncle brother sister father reverend doctor professor könig "
    "königin papst prinz prinzessin kaiser onkel tante roi reine pape oncle rey reina monsieur "
    "madame señor señora herr frau".split()
)
"""Titles that a language model may take into a name, folded."""

THINGS = frozenset(
    "system systems age ages bond bonds savings medal prize prizes award study studies report "
    "reports disorder disorders disease syndrome virus fever theory theorem series show film "
    "movie novel book books song album single episode season edition testament bible plan plans "
    "option options result results model models version format number numbers game tax taxes "
    "card cards account accounts file files form forms code id address line category categories "
    "list question questions answer answers problem problems type types tree dog cat horse bird "
    "soup pizza coffee wine beer cheese curry cake tea food foods dish hair beauty fun joy love "
    "peace heart night nights morning afternoon room rooms suite religion religions language "
    "languages alphabet script style styles era period century dynasty reform reforms policy "
    "contract guaranty guarantee imbalance balance sheet draft appendix annex chapter section "
    "paragraph figure table note notes source sources image images photo photos picture "
    "pictures video videos belt trophy shield ribbon ticket tickets engine car truck "
    "software operating desktop phone explorer browser server servers privacy information "
    "details quality price prices offer offers sale sales job jobs careers spot worksheet "
    "worksheets transporter".split()
)
"""Head words of what is neither person, organization, place, law nor event, folded."""

SHOUTED = frozenset(
    "very not never ever amazing awesome great good best better bad worst love loved like free "
    "only really please must need help now wow omg yay yes no so too have has job all new "
    "notice warning and the but for you your this that what when where why how is are was were "
    "be been do does did dont will would can could should may might get got go going out off up "
    "down over more most less last first any every nothing everything something anything big "
    "huge small fast slow cheap fun nice super star stars text call today tomorrow tonight fyi "
    "ps read see look buy sell win wrong right true false stop start again always own even just "
    "still excellent perfect horrible terrible nicht sehr nie immer alle nur muy nunca siempre "
    "todo très jamais toujours tout update breaking live exclusive watch video photo urgent "
    "important attention thanks thank sorry service store food place quality price "
    "sale massage".split()
)
"""Ordinary words that people write in capitals for weight, folded."""

OPENERS = frozenset(
    "regards cheers again super enough excellent nice awesome amazing fantastic wonderful "
    "perfect quick poor wrong pure total best worst absolutely definitely overall highly "
    "unfortunately fortunately recently additionally furthermore similarly finally obviously "
    "apparently clearly sadly luckily hopefully certainly generally typically usually sincerely "
    "congratulations welcome sorry yes yeah wow yay ok okay anyway besides otherwise thus hence "
    "going try used got looking coming trying having being doing getting making taking using "
    "giving asked told speaking writing born based located founded built opened closed posted "
    "published archived edited attached forwarded subject sent received following meanwhile "
    "elsewhere likewise nonpartisan localist radical moderate senior veteran embattled outgoing "
    "incoming newly aside given considering regarding concerning including excluding".split()
)
"""More words that begin a sentence or a line and are no part of a name, folded."""

HOLIDAYS = frozenset(
    "New Year|Chinese New Year|New Year's Eve|New Year’s Eve|New Year's Day|New Year’s Day|Ramadan|"
    "Hajj|Eid|Eid al-Fitr|Eid al-Adha|Passover|Hanukkah|Yom Kippur|Diwali|Nowruz|Thanksgiving|"
    "Halloween|Ashura".split("|")
)
"""Feasts: events, not places or people."""

COMMON = frozenset(
    "nothing nobody everyone everybody everything someone somebody something anyone anybody "
    "anything none neither either whoever whatever half part access work food water money "
    "traffic rain snow wind staff police media data life death love music art nature history "
    "society oil gas gold coffee tea milk bread sugar salt land time space blood air fire power "
    "energy crime violence evidence research help damage progress business advice light heat "
    "weather wood paper plastic steel iron copper cotton rice wheat corn sand dust ice smoke "
    "noise demand supply growth debt wealth poverty hunger truth hope fear anger pain cancer "
    "malaria flu family mother father mom dad man woman child student government parliament "
    "congress army navy god everyone’s today tomorrow yesterday service parking breakfast lunch "
    "dinner room shopping driving getting myself yourself store artist cinema champion mail "
    "whole content size shape cost".split()
)
"""Words that begin a sentence without an article and are no names, folded."""

_ABSTRACT = re.compile(
    r"\w{2,}(?:[ts]ions?|ments?|ities|ity|ships?|ness|isms?|ists?|ances?|ences?|"
    r"yings?|nings?|tings?|dings?|zation|ungen|heiten|keiten)$"
)
_OF_A_PEOPLE = re.compile(
    r"[A-Z]\w+(?:[ei]ans?|[cx]ans|landers?|[ei]nes[ei]|eses?|[^aeiou]ish|iots?|itish|aqis?|anis|[^aeiou]ic)$"
)
_PREFIXED = re.compile(
    r"(?:All|Pan|Pro|Anti|Non|Ex|Post|Pre|Neo|Self|Semi|Multi|Inter|Mid|Trans|Ultra|Far|Cross)-\w",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(r"(?!G\d)[A-Z]{1,2}\d{1,2}")
_OPENER = re.compile(
    r"\w{3,}(?:ful|ous|less|able|ible)|\w{3,}(?:al|ed|ent|ant|ous|ful|ic|ate|ive|ar)ly"
)


def is_opener(word: str) -> bool:
    """Whether a word before a name, folded, is by its ending an adjective or an adverb."""
    return _OPENER.fullmatch(word) is not None


UNUSUAL_NAMES = frozenset(("Per", "Will"))
"""Given names that are ordinary words."""

_LANDS = DEMONYMS | COUNTRIES
_HEADS = ROLES | ORGANIZATIONS | FIELDS | PLACES


def is_given(words: Sequence[str], index: int) -> bool:
    """Whether a word that is an office or a people too is a given name: Dean Okoro, Roman Lund."""
    if index != len(words) - 2 or words[index] not in GIVEN_NAMES:
        return False
    folded = words[-1].lower()
    return not (
        words[-1] in _LANDS or folded in _HEADS or is_thing(folded) or is_of_a_people(words[-1])
    )


def is_thing(word: str) -> bool:
    """Whether a capitalised word, folded, names a thing or an idea and heads no other name."""
    return word in THINGS or (len(word) > 6 and _ABSTRACT.fullmatch(word) is not None)


def is_of_a_people(word: str) -> bool:
    """Whether a word is written like an adjective of a people, or like that people: Nubians."""
    return _OF_A_PEOPLE.fullmatch(word) is not None


def is_designation(word: str) -> bool:
    """Whether a word is a letter or two with a number, as of a product: QX7; but not G20."""
    return _DESIGNATION.fullmatch(word) is not None


def is_prefixed(word: str) -> bool:
    """Whether a capitalised word is an adjective made by a prefix: Pro-Kenya, Pan-African."""
    return _PREFIXED.match(word) is not None
