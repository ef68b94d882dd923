"""The set phrases of web pages, in the languages our sources come in, as compiled patterns.

Every pattern is tried on one short line or paragraph only (callers bound its length), is anchored
at its start, and has no nested repetition.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE

_COUNT = (
    r"(?:\d[\d.,]*|one|no|ein|eine|keine|un|une|una|aucun|deux|two|three|zwei|drei|[٠-٩۰-۹]+)\+?"
)
_COMMENT_WORDS = (
    r"comments?|responses?|replies|reply|thoughts?|reactions?|opinions"
    r"|kommentare?|antworten|antwort|gedanken?|reaktion(?:en)?|meinung(?:en)?|leserkommentare"
    r"|commentaires?|réponses?|réactions?|réflexions?|pensées?|avis"
    r"|comentarios?|respuestas?|opiniones|pensamientos?|reacciones"
    r"|comenti|commenti|comentários?|reacties|دیدگاه(?:‌?ها)?|نظر(?:ات)?|تعليق(?:ات)?|کامنت"
)
_ABOUT = (
    r"to|on|for|about|zu|zum|auf|für|über|von|sur|à|au|pour|de|en|sobre|a|برای|درباره|در|على|از|"
    r"so\sfar|bisher"
)
_POSSESSIVE = (
    r"vos|your|reader|readers['’]?|user|all|die|unsere|les|los|latest|leser|ihre|eure|tus|"
    r"join\sthe\sdiscussion|discussion"
)

COMMENTS_HEADING = re.compile(
    rf"(?:#{{1,6}}\s*)?(?:(?:{_POSSESSIVE})\s?)?(?:{_COUNT}\s)?(?:{_COMMENT_WORDS})"
    rf"(?:\s?\(?{_COUNT}\)?)?(?:\s(?:{_ABOUT})(?:\s.*|\s*[\"“„«].*)?|\s?[\"“„«].*)?\s?:?\s*"
    r"|コメント(?:一覧)?(?:\s?[（(]?\d+[）)]?件?)?|(?:\d+\s?[条則则件]の?)?(?:评论|評論|留言|コメント)(?:\s?[（(]\d+[）)])?",
    _FLAGS | re.DOTALL,
)
COUNTED_HEADING = re.compile(
    rf"(?:#{{1,6}}\s*)?{_COUNT}\s(?:{_COMMENT_WORDS})\s(?:{_ABOUT})(?!\w)", _FLAGS
)
QUOTED_TITLE = re.compile(r"[“„«\"「]\s*(.+?)\s*[”“»\"」]\s*$", re.DOTALL)

SAYS = re.compile(
    r"(?P<name>\S.{0,80}?)\s?"
    r"(?:(?<!\w)(?:says|said|wrote|writes|replied|commented|sagt|sagte|schrieb|schreibt|meint|"
    r"kommentierte|dit|a\sdit|a\sécrit|écrit|dijo|dice|escribió|respondió|comentó|disse|diz|scrive|"
    r"ha\sscritto|schreef|می‌گوید|میگوید|می\sگوید|گفت|نوشت|يقول|يقول|قال|كتب)(?!\w)"
    r"(?P<rest>.{0,60}?)[:：]|さん(?:より|の発言)?[:：]|[说說][:：])"
    r"\s*",
    _FLAGS,
)

REPLY = re.compile(
    r"[\[(↩↪\s]*(?:reply|reply\sto\s.{1,60}|log\sin\sto\sreply|(?:log|sign)\sin\sto\s(?:leave\sa\s)?(?:reply|comment)|"
    r"antworten?|auf\s.{1,60}\santworten|zum\santworten\s(?:anmelden|einloggen)|"
    r"répondre|répondre\sà\s.{1,60}|connectez-vous\spour\srépondre|responder|responder\sa\s.{1,60}|contestar|"
    r"accede\spara\sresponder|rispondi|beantwoorden|پاسخ|پاسخ\sدادن|رد|الرد|返信(?:する)?|回复|回覆|답글|"
    r"like|liken|gefällt(?:\smir|\s\d+\sperson(?:en)?)|j[’']aime|me\sgusta|"
    r"like\sreply|reply\s(?:like|report|share|quote)|report(?:\sabuse)?|melden|signaler|denunciar|permalink|"
    r"edit|bearbeiten|quote|zitieren|"
    r"(?:\d+\s)?(?:likes?|votes?|upvotes?|thumbs?\sup))[\])\s|·•»›→↓↩]*",
    _FLAGS,
)
HEADER_TAIL = re.compile(
    r"(?:reply|antworten|répondre|responder|پاسخ|رد|返信|回复|permalink|edit|#|\|)", _FLAGS
)

FORM = re.compile(
    r"(?:#{1,6}\s*)?(?:leave\sa\s(?:reply|comment)|post\sa\s(?:comment|reply)|write\sa\s(?:comment|reply)|add\s(?:a|your)\scomment|"
    r"submit\s(?:a\s)?comment|join\sthe\s(?:discussion|conversation)|comments\s(?:are\s)?(?:now\s)?closed|"
    r"have\syour\ssay|cancel\sreply|your\semail\saddress\swill\snot|you\smust\sbe\slogged\sin|"
    r"schreiben?\s(?:sie\s)?einen\skommentar|schreibe\seine\santwort|kommentar\s(?:verfassen|schreiben|hinterlassen|abgeben|absenden)|"
    r"hinterlassen?\s(?:sie\s)?eine[nr]?\s(?:kommentar|antwort)|deine\se-mail-adresse\swird|ihre\se-mail-adresse\swird|"
    r"(?:die\s)?kommentar(?:e\ssind|funktion\sist)\s(?:derzeit\s)?geschlossen|antwort\s(?:verfassen|abbrechen)|"
    r"laissez?r?\s(?:un|une|votre)\s(?:commentaire|réponse)|poster\sun\scommentaire|ajouter\sun\scommentaire|"
    r"écrire\sun\scommentaire|votre\sadresse\s(?:e-mail|email|de\smessagerie)|les\scommentaires\ssont\s(?:fermés|clos)|"
    r"annuler\sla\sréponse|qui\sêtes-vous|"
    r"deja\s(?:un|una|tu)\s(?:comentario|respuesta)|escribe\sun\scomentario|publicar\sun\scomentario|"
    r"tu\sdirección\sde\scorreo|los\scomentarios\sestán\scerrados|cancelar\srespuesta|"
    r"lascia\sun\scommento|deixe\s(?:um|uma)\s|geef\seen\sreactie|"
    r"دیدگاه(?:تان|\sخود)\sرا|نشانی\sایمیل\sشما|ارسال\sدیدگاه|ثبت\s(?:دیدگاه|نظر)|پاسخی\sبگذارید|نظر\sخود\sرا|"
    r"اترك\s(?:تعليق|رد)|لن\sيتم\sنشر|أضف\sتعليق|コメントを(?:残す|書く|投稿)|メールアドレスが公開|发表(?:评论|回复)|發表(?:評論|迴響|留言)|"
    r"fill\sin\syour\sdetails\sbelow)",
    _FLAGS,
)

FURNITURE = re.compile(
    r"(?:#{1,6}\s*)?(?:"
    r"(?:skip|jump)\sto\s(?:main\s)?(?:content|navigation)|aller\s(?:au\scontenu|à\sla\snavigation)|"
    r"(?:zum|direkt\szum)\sinhalt(?:\sspringen)?|saltar\sal\scontenido|رفتن\sبه\sمحتوا|"
    r"menu|menü|menú|home|startseite|accueil|inicio|search(?:\sfor)?:?|suche[n]?(?:\snach)?:?|rechercher?|buscar|"
    r"advertisements?|anzeige|werbung|publicité|publicidad|sponsored(?:\scontent)?|"
    r"share(?:\s(?:this|on|via)(?:\s.{0,50})?)?:?|shares|teilen(?:\smit|\sauf)?:?.{0,30}|partager(?:\ssur)?:?.{0,30}|compartir(?:\sen)?:?.{0,30}|compártelo:?|"
    r"\d[\d.,k]*\s(?:shares?|views?|likes?|aufrufe|partages|vues)|"
    r"tweet|pin|pin\sit.{0,30}|buffer|email|e-mail|print|drucken|imprimer|imprimir|envoyer\spar\smail|version\simprimable|"
    r"copy\s(?:link|url)|url\skopieren|link\skopieren|copier\sle\slien|download\spdf|"
    r"(?:share\son\s|follow\sus\son\s)?(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|pinterest|reddit|youtube|tumblr|xing|mastodon|threads|flipboard|pocket)"
    r"(?:[\s,|/·]+(?:facebook|twitter|x|whatsapp|telegram|linkedin|instagram|pinterest|reddit|youtube|tumblr|xing|mastodon|email|e-mail|print|threads|copy\slink)){0,12}|"
    r"follow\s(?:us|me)(?:\s.{0,40})?|like\sthis:?|like\sloading.{0,5}|loading\.*|gefällt\smir:?|"
    r"(?:subscribe|sign\sup|abonnieren|s[’']abonner|suscríbete|suscribirse)(?:\s.{0,70})?|newsletter.{0,50}|join\sour\s(?:mailing|newsletter).{0,40}|"
    r"log\s?(?:in|out)|sign\sin|register|registrieren|anmelden|einloggen|connexion|se\sconnecter|iniciar\ssesión|"
    r"read\s(?:more|also|next)|weiterlesen|lire\s(?:la\ssuite|aussi.{0,40})|leer\smás|mehr\s(?:lesen|anzeigen)|load\smore|show\smore|"
    r"(?:previous|next)\s(?:post|article|story|page).{0,200}|previous\s?article\s?next\s?article|(?:vorheriger|nächster)\s(?:beitrag|artikel).{0,200}|"
    r"article\s(?:précédent|suivant).{0,200}|entrada\s(?:anterior|siguiente).{0,200}|"
    r"(?:tags?|tagged(?:\s(?:with|as))?|categor(?:y|ies)|filed\sunder|posted\sin|schlagwörter|schlagworte|kategorien?|étiquettes|catégories?|etiquetas|categorías?)(?:\s?:.{0,300})?|"
    r"(?:©|\(c\)|copyright(?=\s(?:©|\(c\)|\d))|\W?\sall\srights\sreserved|alle\srechte\svorbehalten|tous\sdroits\sréservés).{0,300}|"
    r"terms(?:\sof\s(?:use|service))?|privacy(?:\spolicy)?|impressum|datenschutz(?:erklärung)?|agb|mentions\slégales|aviso\slegal|imprint|contact(?:\sus)?|kontakt|about(?:\sus)?|"
    r"accept(?:\s(?:all(?:\scookies)?|cookies|&\sclose))?|reject\sall|manage\s(?:cookies|preferences|options)|alle\sakzeptieren|tout\saccepter|aceptar(?:\stodo)?|cookie\s(?:settings|policy|preferences)|"
    r"(?:back\sto|zurück\szu(?:m|r)?|retour\sen)\s(?:top|haut|anfang|home|seitenanfang)|nach\soben|"
    r"powered\sby\s.{0,60}|proudly\spowered\sby\s.{0,60}|connecting\sto\s%s|%d\sbloggers\slike\sthis:?|"
    r"via\sgiphy|listen\sto\sthis\sarticle|artikel\santhören"
    r")[\s:.|»›→×*]*",
    _FLAGS,
)
COOKIES = re.compile(
    r"(?:we|this\s(?:web)?site|our\s(?:web)?site|by\s(?:continuing|using|clicking)|wir\s(?:verwenden|nutzen|setzen)|diese\s(?:web)?seite|"
    r"nous\sutilisons|ce\ssite\sutilise|en\spoursuivant|usamos|utilizamos|este\ssitio|al\scontinuar)(?=.{0,240}cookies?)",
    _FLAGS | re.DOTALL,
)
RELATED = re.compile(
    r"(?:#{1,6}\s*)?(?:related(?:\s(?:posts|articles|stories|content|news|reading))?|more\s(?:from|on|stories|news|articles)(?:\s.{0,50})?|"
    r"(?:you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested).{0,20})|recommended(?:\s.{0,30})?|recent\s(?:posts|comments|articles)|"
    r"most\s(?:read|popular)|popular\s(?:posts|articles)|trending(?:\snow)?|latest\s(?:news|posts|articles)|read\sthis\snext|see\salso|"
    r"(?:das\s)?könnte\s(?:sie|dich|ihnen|dir)\sauch.{0,30}|mehr\szum\sthema|weitere\s(?:artikel|beiträge|themen).{0,30}|ähnliche\s(?:beiträge|artikel)|"
    r"neueste\s(?:kommentare|beiträge|artikel)|letzte\s(?:beiträge|kommentare)|meistgelesen|verwandte\s(?:artikel|beiträge|themen)|"
    r"(?:articles?\s)?(?:liés|similaires|connexes)|les\s(?:plus|\+)\slus|du\smême\sauteur|à\slire\s(?:aussi|également)|sur\sle\smême\s(?:sujet|thème)|"
    r"derniers\s(?:articles|commentaires|tweets)|dans\sla\smême\srubrique|"
    r"(?:artículos|entradas|noticias)\s(?:relacionad[oa]s|recientes)|lo\smás\s(?:leído|visto)|te\spuede\sinteresar|también\ste.{0,20}|"
    r"مطالب\s(?:مرتبط|مشابه)|مقالات\sذات\sصلة|関連(?:記事|リンク)|相关(?:文章|阅读))\s?:?",
    _FLAGS,
)
CREDIT = re.compile(
    r"(?<!\w)(?:photos?|photograph|foto(?:grafie|graf)?|fotos?|image|bild|picture|pic|credits?|crédit(?:s?\sphoto)?s?|"
    r"fotografía|imagen|illustration|video|grafik|graphic|archivbild|symbolbild|screenshot|عکس|الصورة|صورة|写真|图片|圖片)"
    r"\s?(?:credit|by|courtesy|crédit)?\s?[:：©/]|"
    r"(?:photo|image|picture)s?\s(?:by|courtesy)\s|\((?:photo|image|foto|bild|screenshot|ap|reuters|afp|getty|dpa|epa)[^()]{0,60}\)|"
    r"(?:©|\(c\))\s?\S.{0,60}$",
    _FLAGS,
)
BYLINE = re.compile(
    r"(?:(?:written\sby|posted\sby|reported\sby|story\sby|text\sby|by|von|text\svon|par|por|di|door)"
    r"(?::\s{0,3}|\s{1,3})|(?:text:|نویسنده:?|بقلم:?|文[:：/]|記者[:：]?|作者[:：])\s{0,3})"
    r"(?P<name>\S.{0,100})",
    _FLAGS,
)
DATE_LABEL = re.compile(
    r"(?:published|posted|updated|last\supdated|veröffentlicht|aktualisiert|stand|publié|mis\sà\sjour|publicado|actualizado|date|datum)",
    _FLAGS,
)
PINGBACK = re.compile(r"(?:pingback|trackback)\s?:?\s+", _FLAGS)
FIELD = re.compile(
    r"(?:your\s|deine?\s|ihre?\s|votre\s|tu\s)?(?:name|e-?mail|e-?mail\saddress|website|comment|message|kommentar|nachricht|nom|adresse\s(?:e-?mail|email)|"
    r"site\sweb|commentaire|message|nombre|correo(?:\selectrónico)?|comentario|web|نام|ایمیل|وب‌?سایت|دیدگاه|الاسم|البريد\sالإلكتروني)"
    r"(?:\s\(.{1,40}\))?\s?(?:\*|:|\[[\s_]*\]|_{3,})+\s*",
    _FLAGS,
)
OPENING_QUOTES = '“”„«»‹›"‟「『〝❝'
SENTENCE_ENDS = ".!?…。！？؟۔:;,،»”\"')]"
