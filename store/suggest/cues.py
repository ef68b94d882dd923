"""Verbs and phrases that hand a quotation to its speaker, in English, German, French, Spanish."""

from __future__ import annotations

import re

_ENGLISH = (
    "said says say saying told tells tell telling added adds adding asked asks explained explains "
    "stated states insisted insists argued argues claimed claims warned warns noted notes replied "
    "replies answered answers responded responds continued continues concluded concludes announced "
    "announces declared declares remarked remarks commented comments admitted admits acknowledged "
    "acknowledges denied denies recalled recalls wrote writes tweeted tweets posted stressed "
    "stresses emphasised emphasized emphasises emphasizes pointed suggested suggests confirmed "
    "confirms complained complains observed observes reported reports testified testifies urged "
    "urges agreed agrees exclaimed cried whispered shouted muttered murmured repeated repeats "
    "called describes described joked quipped mused lamented cautioned predicted promised vowed "
    "demanded questioned wondered revealed reveals recounted reflected countered retorted "
    "sighed laughed returned inquired enquired interrupted began thought thinks signed quoted "
    "remembers remembered boasted pleaded begged advised ordered grumbled snapped read reads"
)
_GERMAN = (
    "sagte sagt sagten gesagt erklärte erklärt erklärten betonte betont meinte meint äußerte "
    "fügte ergänzte kommentierte kritisierte forderte fordert warnte warnt behauptete schrieb "
    "schreibt berichtete berichtet bestätigte antwortete fragte fragt rief hieß heißt kündigte "
    "teilte urteilte versicherte begründete verteidigte bezeichnete nannte zitiert zitierte "
    "unterstrich verkündete bekräftigte gab lautet lautete erläuterte bedauerte stellte "
    "resümiert resümierte hofft hoffte zugesichert sicherte beschrieb beschreibt schilderte lobte "
    "würdigte glaubt glaubte findet fand mahnte mahnt appellierte beklagte beklagt beteuerte "
    "beurteilte konstatierte räumte bemängelte verlangte verlangt versprach twitterte postete "
    "jubelte verlautete riet hob wandte kritisiert erinnerte begrüßte verurteilte spricht sprach "
    "lehnte erwiderte entgegnete gestand prophezeite drohte scherzte rechtfertigte formulierte "
    "erzählt erzählte erzählten berichtet schildert antwortet erwidert entgegnet bestätigt bemerkt "
    "bemerkte seufzt schimpft schimpfte gesteht verrät verriet prophezeit "
    "geschrieben betont geheißen angekündigt gefordert gewarnt behauptet resigniert urteilt "
    "warf wirft gefragt erklären sagen meinen betonen kritisieren fordern warnen schreiben "
    "zeigte ruft nennt bezeichnet fügt ergänzt verteidigt verspricht klagte klagt bat bittet"
)
_FRENCH = (
    "dit disent disait déclaré déclare affirmé affirme expliqué explique ajouté ajoute souligné "
    "souligne "
    "indiqué indique estimé estime répondu répond assuré assure raconté raconte confié confie "
    "écrit lancé lance précisé précise martelé conclut conclu insisté insiste demande demandé "
    "défend défendait lâche lâché glisse glissé soupire résume prévient prévenu tranche rétorque "
    "rappelé rappelle reconnu reconnaît regretté regrette dénoncé dénonce annoncé annonce averti "
    "avertit plaidé soutient soutenu témoigne témoigné réagi déploré déplore observe noté note"
)
_SPANISH = (
    "dijo dice afirmó afirma señaló señala explicó explica declaró declara aseguró asegura añadió "
    "añade agregó sostuvo sostiene indicó manifestó comentó respondió preguntó destacó subrayó "
    "advirtió concluyó relató contó escribió apuntó insistió expresó reconoció denunció lamentó "
    "admitió anunció recordó criticó reclamó exigió dicho decía añade cuenta advierte asegura "
    "informó recalcó puntualizó replicó confesó sugirió "
    "bromea ironiza celebra matiza resume opina "
    "explica responde pregunta señalan lamenta critica denuncia recuerda apunta insiste reconoce"
)
CUE = re.compile(
    rf"\b(?:{'|'.join(sorted(set(' '.join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH)).split())))})\b"
)
ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the words of|[Ll]aut|[Nn]ach (?:den )?(?:Angaben|Worten|Ansicht|"
    r"Meinung|Auffassung|Einschätzung|Aussagen?) (?:von|des|der)|[Ss]elon|"
    r"[Dd]’après|[Dd]'après|[Ss]egún)\b"
)
GERMAN_SO = re.compile(r"[\s,]*\b(so)\s+(?=[A-ZÄÖÜ]|der |die |das |ein)")
PRONOUN = re.compile(
    r"(?:\b(?:he|she|they|He|She|They|er|sie|Er|Sie|il|elle|Il|Elle|él|ella|Él|Ella)\b"
    r"(?:[ ](?:has|had|also|later|then|further|once|himself|herself|a|hat|ha|\w+ly)\b){0,2}"
    r"|-t-(?:il|elle))$"
)
LEADING_PRONOUN = re.compile(
    r"\s*(?:he|she|they|er|sie|il|elle|él|ella)\b|-t-(?:il|elle)\b|-(?:il|elle)\b"
)
