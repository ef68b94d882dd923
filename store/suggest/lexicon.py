"""Small word lists the rules share. Closed classes and common heads only, no gazetteer to keep."""

# ruff: noqa: SIM905 - prose lists are easier to read and to extend than quoted ones

from __future__ import annotations

import re
from collections.abc import Sequence

HONORIFICS = frozenset(
    "Dr Prof Mr Mrs Ms Mx St Gen Col Lt Sgt Capt Maj Cmdr Rev Fr Hon Gov Sen Rep Pres Sec Amb Insp "
    "Hr Herr Frau Sir Dame Lord Lady Sheikh Imam M Mme Mlle Sr Sra Don Doña Professor Doctor "
    "Emeritus".split()
)
"""Titles that stand before a name and belong to it."""

ROLES = frozenset(
    "minister ministers president vice chair chairman chairwoman chairperson director directors "
    "secretary general chief officer envoy representative ambassador spokesman spokeswoman "
    "spokesperson commissioner commander mayor governor senator congressman congresswoman "
    "councillor judge justice attorney prosecutor professor doctor coordinator manager head leader "
    "founder editor author researcher analyst expert adviser advisor coach captain king queen "
    "prince princess pope bishop archbishop rabbi chancellor premier deputy prime lieutenant "
    "sergeant colonel major inspector superintendent detective sheriff lawyer activist chief-of-"
    "staff ceo cfo cto mp mep md rapporteur counsel speaker treasurer executive engineer reporter "
    "delegate counsellor negotiator consul ombudsman ombudswoman registrar campaigner organiser "
    "organizer administrator magistrate admiral "
    "correspondent economist historian journalist dean principal fellow special senior former "
    "foreign interior finance defence defense health education environment "
    "sprecher sprecherin präsident präsidentin vizepräsident kanzler kanzlerin ministerin "
    "bundeskanzler bundeskanzlerin bundespräsident bundesminister bundesministerin "
    "ministerpräsident ministerpräsidentin innenminister außenminister finanzminister "
    "verteidigungsminister bürgermeister oberbürgermeister chef chefin vorsitzender vorsitzende "
    "parteichef generalsekretär geschäftsführer geschäftsführerin direktor direktorin leiter "
    "leiterin trainer professorin senatorin richter richterin pressesprecher abgeordnete "
    "abgeordneter experte expertin kollege kollegin lehrer lehrerin anwalt anwältin staatsanwalt "
    "staatsanwältin arzt ärztin beamter beamtin sekretär sekretärin "
    "ministre présidente président porte-parole directeur directrice maire chef secrétaire "
    "ministra ministro presidenta presidente portavoz directora director alcalde alcaldesa".split()
)
"""Words of an office or a job, folded; they stand before or after a name and are no part of it."""

MODIFIERS = frozenset(
    "vice general prime special senior former foreign interior finance defence defense health "
    "education environment executive deputy principal".split()
)
"""Words of `ROLES` that only qualify an office and make none by themselves."""

FIELDS = frozenset(
    "labour labor trade justice health finance interior defence defense education environment "
    "water resources energy agriculture farming fisheries forests migration refugees rights "
    "affairs development relations communications communication operations policy safety security "
    "research children women youth culture sport sports tourism transport transports housing works "
    "planning climate economy economics commerce industry state home information technology "
    "science employment protection immigration asylum aid relief peace work staff crime human "
    "social welfare public internal external foreign civil rural urban national mission "
    "missions shelter "
    "finances travail intérieur éducation santé logement migrations culture pêche eau "
    "inneres äußeres arbeit soziales wasser verkehr wirtschaft migration umwelt recht".split()
)
"""What an office is for, folded: Minister of Labour, Director for Human Resources."""

SURNAMES = frozenset(
    "hall king bishop dean judge major prince pope lawyer hill hills lake park north west "
    "bridge church "
    "house street village east rivers england france german french english polish".split()
)
"""Words of offices and places, folded, that are family names too behind a given name."""

ORGANIZATIONS = frozenset(
    "agency department ministry commission committee council organization organisation network "
    "university college institute institution association society federation foundation fund "
    "bank company corporation corp inc ltd llc plc gmbh ag co cos bros bancorp group holdings "
    "party union league "
    "alliance coalition court tribunal parliament senate congress assembly house office bureau "
    "service services authority administration government board police army navy force forces "
    "brigade press news orchestra choir ensemble company theatre theater ballet opera bank hotel "
    "restaurant cafe wire courier chronicle telegraph dispatch observer monitor broadcaster "
    "agence agencia times post herald guardian tribune gazette journal magazine radio television "
    "tv broadcasting church hospital clinic school academy museum library team club fc united "
    "airlines airways motors energy watch centre center initiative project programme program "
    "consortium panel corps legion legions regiment battalion squadron embassy consulate "
    "exchange securities pharmaceuticals bancshares gallery galleries archive archives railway "
    "railways railroad seminary polytechnic motel guard guards command directorate patrol caucus "
    "inquirer examiner zeitung marines rangers secretariat mission observatory chamber guild "
    "brotherhood front movement international nations studios records media systems technologies "
    "industries partners laboratory forces bundesregierung bundestag bundesrat stiftung verband "
    "verein ministerium gericht polizei universität partei gewerkschaft gesellschaft institut "
    "ministère université parti ministerio universidad partido".split()
)
"""Head words of an organization's name, folded."""

LAWS = frozenset(
    "act law laws convention treaty protocol constitution directive regulation charter "
    "declaration bill amendment ordinance decree accord accords agreement statute code pact "
    "covenant abkommen vertrag gesetz traité loi tratado ley convenio".split()
)
"""Head words of a law or treaty, folded."""

EVENTS = frozenset(
    "forum summit conference war wars battle siege olympics universiade cup festival games "
    "championship championships election elections revolution uprising massacre genocide "
    "earthquake hurricane tsunami storm open prix day eve marathon expo exhibition ceremony "
    "awards holocaust crisis campaign world-cup tour bundesliga weltmeisterschaft".split()
)
"""Head words of an event, folded."""

PLACES = frozenset(
    "empire caliphate sultanate principality duchy commonwealth protectorate river rivers lake "
    "lakes mount mountain mountains sea seas isle "
    "isles rift circuit street avenue road square valley island islands province mosque "
    "cathedral temple palace stadium memorial tower castle plaza boulevard lane highway plateau "
    "mall monument volcano forest glacier canal dam garden gardens beach bay oblast prefecture "
    "governorate municipality city county district region ocean gulf strait airport port bridge "
    "park peninsula desert canyon coast village town station states republic kingdom emirates "
    "hall cemetery heights falls springs creek reef harbour harbor hills hill territory "
    "territories provinces counties districts regions valleys villages "
    "towns cities north south east west northern southern eastern western".split()
)
"""Head words of a place, folded."""

NO_NAMES = frozenset(
    "BC AD CE BCE AM PM TV OK ID VIP CEO CFO CTO PS FAQ Q A.M P.M I II III IV IQ DNA RNA GDP HIV "
    "AIDS CD DVD PC VR AR XP IT UFO MP MPs MEP MEPs AI GPS SMS URL PDF HTML HD UV BBQ DIY LOL "
    "OMG WTF BTW IMO FYI ASAP Internet Islam Christianity Judaism Buddhism Hinduism MD BA MA MBA "
    "DJ MC USB CPU VAT NGO NGOs QC KC OBE MBE CBE PhD MSc BSc GMT UTC EST EDT PST PDT CET "
    "CEST BST Fax Tel".split()
)
"""Initials that name nobody."""

_ENGLISH = frozenset(
    """a an the this that these those it its he she they we you i his her their our my your who
    what when where why how which while if as at by for from in into of on onto off over under to
    with without within after before during since until although though because but and or nor so
    yet then there here however meanwhile moreover also even only just not no yes all any both
    each me him us them am whose neither either
    every few many more most much other others some several such one two three four five six seven
    eight nine ten first second third last next another according despite instead once still now
    today yesterday tomorrow perhaps maybe later earlier soon often sometimes asked
    please thanks thank well oh ah hello dear great good
    both between among about above across against along around behind below beneath beside beyond
    like near past per than through throughout toward towards upon via is are was were be been do
    does did has have had can could will would shall should may might must let get go see say
    let's
    i'm i've i'd i'll it's he's she's we're we've they're that's there's don't photo image picture
    share source sources comments comment officials people participants victims""".split()
)
_GERMAN = frozenset(
    """der die das den dem des ein eine einen einer eines und oder aber doch wenn als auch nach vor
    mit von bei im in an auf für um aus zu zum zur nicht noch nur so wie was wer wo er sie es ich
    wir ihr man mein meine meinem meinen meiner sein seine seinem seinen seiner unser
    unsere unserem unseren unserer ihre ihrem ihren ihrer kein keine keinem keinen keiner dies
    diese dieser dieses damit dabei dazu da denn dort hier jetzt laut seit ist
    sind war waren hat haben wird werden am beim ins vom über unter zwischen""".split()
)
_ROMANCE = frozenset(
    """à le la les un une des du de et ou mais si il elle ils elles je nous vous on ce cette ces
    dans sur pour par avec sans selon après avant depuis pendant
    el los las una unos y o pero según con sin por para en al del este esta esto
    su sus lo se que como cuando donde tras desde hasta""".split()
)
ORDINARY = _ENGLISH | _GERMAN | _ROMANCE
"""Words that are capitalised only because a sentence begins with them, folded."""


def ordinary(tongue: str) -> frozenset[str]:
    """Those of one language: Al Amin, Des Lund are no articles in English."""
    return _ENGLISH if tongue == "en" else ORDINARY


DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
"""English weekdays."""

CALENDAR = DAYS | frozenset(
    "January February March April May June July August September October November December "
    "Christmas Easter Feb Aug Sept Oct Nov Dec".split()
)
"""Words that tell when, behind "on"."""

_GERMAN_OFFICE = re.compile(
    r"(?:minister|sprecher|chef|präsident|kanzler|leiter|meister|direktor|sekretär|rabbiner|"
    r"vorsitzende[rn]?|beauftragte[rn]?|führer|kardinal|forscher|experte)(?:in)?s?$"
)


_ABSTRACT = re.compile(
    r"(?:\w{3}[ts]ions?|\w{5}ments?|\w{3}ity|\w{3}ship|\w{6}ing|\w{4}ics|\w{3}ogy|ung|heit|keit|schaft)$"
)


def is_honorific(words: Sequence[str], index: int) -> bool:
    """Whether a word is a title before a name: St. begins a place, M. behind a word is a letter."""
    bare = words[index].rstrip(".")
    return bare in HONORIFICS and bare != "St" and not (bare == "M" and index > 0)


def is_field(folded: str) -> bool:
    """Whether a folded word is what an office is for, by the list or its ending."""
    if folded in ORGANIZATIONS:
        return folded in FIELDS
    return folded in FIELDS or _ABSTRACT.search(folded) is not None


def is_office(folded: str) -> bool:
    """Whether a folded word is an office by itself: minister, not deputy."""
    return folded not in MODIFIERS and is_role(folded)


def is_role(folded: str) -> bool:
    """Whether a folded word is an office or a job, German compounds included."""
    return (
        folded in ROLES
        or _GERMAN_OFFICE.search(folded) is not None
        or ("-" in folded and all(part in ROLES for part in folded.split("-")))
    )
