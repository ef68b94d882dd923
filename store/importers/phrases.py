"""The set phrases of web pages, in the languages our sources come in, as compiled patterns.

Every pattern is tried on one short line or paragraph only (callers bound its length), is anchored
at its start, and has no nested repetition. Those whose comment says so are for words in lower case
alone, which is quicker.
"""

from __future__ import annotations

import re

from store.importers.vocabulary import ABOUT, COMMENTS, COUNT, SAYING

_FLAGS = re.IGNORECASE

_POSSESSIVE = (
    r"vos|your|reader|readers['’]?|user|all|die|unsere|les|los|latest|leser|ihre|eure|tus|"
    r"join\sthe\sdiscussion|discussion|i|os|vostri|seus|jouw|uw|все|ваши"
)

COMMENTS_HEADING = re.compile(
    rf"(?:#{{1,6}}\s*)?(?:(?:{_POSSESSIVE})\s?)?(?:{COUNT}\s)?(?:{COMMENTS})"
    rf"(?:\s?\(?{COUNT}\)?)?(?:\s(?:{ABOUT}):?(?:\s.*|\s*[\"“„«].*)?|\s?:?\s?[\"“„«].*)?\s?[:»…]?(?:\.{{3}})?\s*"
    r"|コメント(?:一覧)?(?:\s?[（(]?\d+[）)]?件?)?"
    r"|(?:\d+\s?[个個条條則则件]\s?の?)?(?:评论|評論|留言|コメント)(?:\s?[（(]\d+[）)])?",
    _FLAGS | re.DOTALL,
)
MESSAGES = re.compile(
    r"(?:#{1,6}\s*)?(?:forum\sposts?|messages?(?:\s(?:de|du)\sforum)?|mensajes(?:\sdel?\sforo)?|messaggi|mensagens|forenbeiträge|forumsbeiträge|berichten)\s?:\s?\d+",
    _FLAGS,
)
"""SPIP's heading over an article's comments."""
COUNTED_HEADING = re.compile(rf"(?:#{{1,6}}\s*)?{COUNT}\s(?:{COMMENTS})\s(?:{ABOUT})(?!\w)", _FLAGS)
COUNTED = re.compile(rf"(?<!\w)\d+\s(?:{COMMENTS})(?!\w)", _FLAGS)
"""How many comments an article has, as its byline may say."""
NUMBER_OF_COMMENTS = re.compile(
    rf"(?<!\w)(?:{COUNT}\s(?:{COMMENTS})(?!\w)|(?:{COMMENTS})\s?[(:]\s?\d"
    r"|comments\s(?:off|closed)|kommentare\s(?:deaktiviert|geschlossen)|commentaires\s(?:fermés|désactivés)"
    r"|comentarios\s(?:cerrados|desactivados))",
    _FLAGS,
)
"""The same where it may be none, or stand behind the word."""
OF_COMMENTS = re.compile(rf"(?<!\w)(?:{COMMENTS})(?!\w)", _FLAGS)
"""A word for comments, anywhere in a line."""
COMMENT_BY = re.compile(
    r"\s*(?:comment\sby|kommentar\svon|commentaire\s(?:par|de)|comentario\s(?:por|de)|"
    r"comentário\s(?:por|de)|commento\sdi|reactie\s(?:door|van))\s+",
    _FLAGS,
)
SORTING = re.compile(
    r"(?:(?:newest|oldest|(?:most|top|best)\s(?:voted|rated|liked)|neue?ste|älteste|beste\sbewertung(?:en)?|"
    r"meiste\s(?:bewertungen|stimmen)|(?:le|les)\splus\s(?:récents?|anciens?|populaires?)|"
    r"más\s(?:nuevos?|antiguos?|recientes|votados?)|más\sviejo|più\s(?:recenti|vecchi|votati)|"
    r"(?:mais\s)?(?:recentes|antigos|votados)|nieuwste|oudste|meest\sgestemd)(?:\sfirst|\szuerst)?[\s|,/·]*){2,5}",
    _FLAGS,
)
"""What comments may be sorted by, as a menu over them says."""
LEVEL = re.compile(r"(?:level|ebene|niveau|nivel|nível|livello|уровень)\s(\d{1,2})", _FLAGS)
"""How deep a comment lies, as its header may say."""
ROLE = re.compile(
    r"guest|member|author|editor|moderator|admin(?:istrator)?|subscriber|original\sposter|op|gast|"
    r"mitglied|autor(?:in)?|redaktion|abonnent(?:in)?|invité|membre|auteur|abonné|invitado|miembro|"
    r"作成者|投稿者|作者|博主|管理[员員者]|글쓴이|yazar|konuk|misafir|üye|gość|autorka|vieras|gjest|gäst|autora|ospite|membro|autore|convidado|lid|гость|автор|مهمان|ضيف",
    _FLAGS,
)
"""What a commenter is, as its header may say."""
POWERED = re.compile(
    r"(?:blog\s)?comments?\s(?:are\s)?powered\sby\s\S|"
    r"(?:please\s)?enable\sjavascript\sto\s(?:view|see)\sthe\scomments|"
    r"kommentare?\s(?:bereitgestellt\svon|powered\sby)\s\S|commentaires?\spropulsés?\spar\s\S",
    _FLAGS,
)
"""Which service keeps the comments above."""
QUOTED_TITLE = re.compile(r"[“„«\"「]\s*(.+?)\s*[”“»\"」]\s*$", re.DOTALL)

SAYS = re.compile(
    r"(?P<name>\S.{0,80}?)\s*"
    rf"(?:(?<!\w)(?:{SAYING})(?!\w)"
    r"(?P<rest>.{0,60}?)(?:[:：]|\.\.\.$|…$|,$)|さん(?:より|の発言)?[:：]|[说說][道到]?[:：]|表示[:：]|留言[:：])"
    r"\s*",
    _FLAGS,
)

REPLY = re.compile(
    r"[\[(↩↪\s]*(?:reply|reply\sto\s.{1,60}|log\sin\sto\sreply|(?:log|sign)\sin\sto\s(?:leave\sa\s)?(?:reply|comment)|"
    r"antwort(?:en?)?|auf\s.{1,60}\santworten|zum\santworten(?:\s(?:anmelden|einloggen))?|"
    r"répondre|répondre\sà\s.{1,60}|connectez-vous\spour\srépondre|responder|responder\sa\s.{1,60}|contestar|"
    r"accede\spara\sresponder|rispondi|rispondi\sa\s.{1,60}|accedi\sper\srispondere|segnala|mi\spiace|"
    r"curtir|faça\slogin\spara\sresponder|beantwoorden|reageren|reageer|antwoord|vind\sik\sleuk|"
    r"ответить|ответить\s.{1,60}|цитировать|пожаловаться|нравится|پاسخ(?:\sدادن|\sدهید|\sبه\s.{1,60})?|"
    r"گزارش|ځواب|رد|الرد|أضف\sرد(?:ا|ًا)?|أعجبني|إعجاب|إبلاغ|返信(?:する)?|回复|回覆|답글|"
    r"yanıtla|cevapla|yanıt\sver|beğen|şikayet\set|odpowiedz|cytuj|zgłoś|svara?|besvar|gilla|anmäl|"
    r"odpovědět|odpovedať|reagov(?:at|ať)|відповісти|цитувати|răspunde(?:ți)?|απάντηση|απαντήστε|balas|"
    r"válasz|vastaa|respon|respondre|erantzun|одговори|प्रतिक्रिया|उत्तर(?:\sदें)?|জবাব(?:\sদিন)?|svaraðu|ตอบกลับ|адказаць|odgovori|отговор|отговори|atsakyti|atbildēt|vasta|përgjigju(?:ni)?|cavab\sver|trả\slời|ҷавоб(?:\sдодан)?|bersiv(?:ê)?(?:\sbide)?|הגב|השב|جواب\sدیں|"
    r"(?:like|liken){1,2}|gefällt(?:\smir|\s\d+\sperson(?:en)?)|comment\slink|link\sto\sthis\scomment|(?:display\scomments\sas|ansicht\sder\skommentare:?)\s\(.{1,40}\)|j[’']aime|me\sgusta|"
    r"like\sreply|reply\s(?:like|report|share|quote)|report(?:\sabuse)?|melden|signaler|denunciar|permalink|"
    r"continue\sthis\sthread|(?:view|show|load)\s\d+\s(?:more\s)?repl(?:y|ies)|\d+\smore\srepl(?:y|ies)|(?:view|show|load)\smore\s(?:replies|comments)|"
    r"(?:\d+\s)?(?:weitere\s)?antworten\s(?:anzeigen|einblenden)|(?:voir|afficher)\sles\sréponses|"
    r"(?:like\sthis\s?)?reply\sto\sthis(?:\s(?:comment|post))?(?:\s\d+\s(?:people|persons?)\slikes?\sthis(?:\s(?:comment|post))?)?|"
    r"like\sthis\s\d+\s(?:people|persons?)\slikes?\sthis(?:\s(?:comment|post))?|"
    r"回应(?:\s?赞)?|赞|删除|举报|edit|bearbeiten|quote|zitieren|citer|citar|éditer|editar|delete|löschen|supprimer|eliminar|elimina|excluir|verwijderen|удалить|"
    r"(?:daumen\shoch|thumbs?\sup)\s?\d*\s?(?:daumen\srunter|thumbs?\sdown)\s?\d*(?:\stranslate)?|"
    r"liked\sby\s.{1,40}|(?:like\s?)?liked\sby\s\d+\s(?:people|persons?)|"
    r"(?:\d+\s)?(?:likes?|votes?|upvotes?|thumbs?\sup))[\])\s|·•»›→↓↩]*",
)
"""For words in lower case."""
HEADER_TAIL = re.compile(
    r"(?:\(?\d+\s(?:child(?:ren)?|more\srepl(?:y|ies))\)?|reply|antworten|répondre|responder|rispondi|beantwoorden|reageren|ответить|"
    r"پاسخ|ځواب|رد|返信|回复|permalink|edit|#|\|)",
    _FLAGS,
)

FORM = re.compile(
    r"(?:#{1,6}\s*)?(?:leave\sa\s(?:reply|comment)|post\sa\s(?:comment|reply)|send\sa\s(?:comment|reply)|write\sa\s(?:comment|reply)|add\s(?:a|your(?:\sown)?)\scomment|"
    r"submit\s(?:a\s)?comment|join\sthe\s(?:discussion|conversation)|comments\s(?:are\s)?(?:now\s)?closed|"
    r"have\syour\ssay|cancel\sreply|(?:verify|previewing|preview)\syour\scomment|your\semail\saddress\swill\snot|you\smust\sbe\slogged\sin|"
    r"możliwość\skomentowania\s(?:została|jest)|komentarze\s(?:są|zostały)\s(?:wyłączone|zamknięte)|"
    r"kommentarer(?:na)?\s(?:är\s|er\s)?(?:stängda|inaktiverade|avstängda|lukket|stengt|slået\sfra)|"
    r"(?:de\s)?reacties\s(?:zijn\s)?(?:gesloten|uitgeschakeld)|(?:i\s)?commenti\s(?:sono\s)?(?:chiusi|disattivati|disabilitati)|"
    r"(?:os\s)?comentários\s(?:estão\s)?(?:encerrados|fechados|desativados)|(?:los\s)?comentarios\s(?:están\s)?(?:cerrados|desactivados)|"
    r"(?:комментарии|комментирование|обсуждение)\s(?:закрыт|отключен|запрещен)|коментарі\sзакрит|"
    r"komentáře\s(?:jsou\s)?(?:uzavřen|vypnut)|kommentointi\s(?:on\s)?(?:suljettu|pois)|comentariile\ssunt\sînchise|"
    r"yorumlar\skapalı|yoruma\skapalı|コメントは(?:受け付け|停止)|(?:评论|留言|評論)(?:已|功能已)?(?:关闭|關閉)|"
    r"(?:einen\s)?kommentar\s(?:ab|an)?(?:schicken|senden|hinzufügen)|"
    r"schreiben?\s(?:sie\s)?einen\skommentar|schreibe\seine\santwort|kommentar\s(?:verfassen|schreiben|hinterlassen|abgeben|absenden)|"
    r"hinterlassen?\s(?:sie\s)?eine[nr]?\s(?:kommentar|antwort)|deine\se-mail-adresse\swird|ihre\se-mail-adresse\swird|"
    r"(?:die\s)?kommentar(?:e\ssind|funktion\sist)\s(?:derzeit\s)?geschlossen|antwort\s(?:verfassen|abbrechen)|"
    r"laissez?r?\s(?:un|une|votre)\s(?:commentaire|réponse)|poster\sun\scommentaire|ajouter\sun\scommentaire|"
    r"écrire\sun\scommentaire|votre\sadresse\s(?:e-mail|email|de\smessagerie)|les\scommentaires\ssont\s(?:fermés|clos)|"
    r"annuler\sla\sréponse|qui\sêtes-vous|un\smessage,\sun\scommentaire|"
    r"deja\s(?:un|una|tu)\s(?:comentario|respuesta)|escribe\sun\scomentario|publicar\sun\scomentario|"
    r"tu\sdirección\sde\scorreo|los\scomentarios\sestán\scerrados|cancelar\srespuesta|"
    r"lascia\sun(?:a)?\s(?:commento|risposta)|scrivi\sun\scommento|invia\s(?:il\s)?commento|annulla\srisposta|"
    r"il\stuo\sindirizzo\s(?:e-?mail|di\sposta)|i\scommenti\ssono\schiusi|devi\s(?:essere|effettuare).{0,30}commentare|"
    r"deixe\s(?:um|uma|o\sseu|seu)\s|escreva\sum\scomentário|publicar\scomentário|cancelar\sresposta|"
    r"o\sseu\sendereço\sde\se-?mail|os\scomentários\sestão\s(?:fechados|encerrados)|"
    r"(?:geef|laat|plaats|schrijf)\s(?:een|je|uw)\s(?:reactie|antwoord)|reactie\s(?:plaatsen|annuleren)|"
    r"(?:je|het|uw)\se-?mailadres\s(?:zal|wordt)\sniet|reacties\szijn\sgesloten|"
    r"(?:добавить|оставить|написать|отправить)\sкомментарий|добавьте\sкомментарий|отменить\sответ|"
    r"ваш\s(?:адрес\s)?e-?mail\sне|комментарии\s(?:закрыты|отключены)|чтобы\s(?:оставить|добавить)\sкомментарий|"
    r"دیدگاهتان|دیدگاه\sها\sبسته|دیدگاه‌ها\sبسته|لغو\sپاسخ|لطفا\sنظر|نظر\sبدهید|"
    r"اكتب\sتعليق|اترك\sتعليقا?ً?|إلغاء\sالرد|أضف\sردا?ً?|التعليقات\sمغلقة|"
    r"دیدگاه(?:تان|\sخود)\sرا|نشانی\sایمیل\sشما|ارسال\sدیدگاه|ثبت\s(?:دیدگاه|نظر)|پاسخی\sبگذارید|نظر\sخود\sرا|"
    r"اترك\s(?:تعليق|رد)|لن\sيتم\sنشر|أضف\sتعليق|コメントを(?:残す|書く|投稿|送)|コメント(?:して(?:ください|下さい)|する(?!\w))|メールアドレスが公開|发表(?:评论|回复)|發表(?:評論|迴響|留言)|"
    r"bir\s(?:yanıt|cevap|yorum)\s(?:yaz|bırak)|yorum\s(?:yap|yaz|ekle|gönder|bırak)|yanıtı\siptal|e-posta\s(?:hesabınız|adresiniz)|"
    r"yorumlar\s(?:kapalı|kapatılmış)|(?:dodaj|napisz|zostaw)\s(?:komentarz|odpowiedź)|anuluj\sodpowiedź|twój\sadres\se-?mail|"
    r"lämna\s(?:ett\ssvar|en\skommentar)|skriv\se[nt]t?\s(?:kommentar|svar)|legg\sigjen\se[nt]t?\s(?:kommentar|svar)|"
    r"(?:avbryt|annuller)\ssvar|din\se-?(?:post|mail)adress|e-postadressen\sdin|(?:napsat|přidat|napísať|pridať)\skoment[áa]|"
    r"(?:napíšte|pridajte)\skomentár|zrušit\sodpověď|vaše\se-?mailová|(?:залишити|додати|написати)\s(?:коментар|відповідь)|"
    r"скасувати\sвідповідь|ваша\se-?mail|lasă\sun\s(?:răspuns|comentariu)|(?:adaugă|scrie)\s(?:un\s)?comentariu|"
    r"anulează\srăspunsul|adresa\sta\sde\se-?mail|αφήστε\s(?:μια\s|ένα\s)?(?:απάντηση|σχόλιο)|προσθέστε\sσχόλιο|"
    r"ακύρωση\sαπάντησης|(?:tinggalkan|tulis)\s(?:balasan|komentar)|batalkan\sbalasan|alamat\semail\sanda|"
    r"vélemény,\shozzászólás|hozzászólás\sírása|szólj\shozzá|az\se-?mail\scímet|шарҳ\s(?:гузоред|нависед|диҳед)|"
    r"bersivek\sbihêle|şîroveyekê?\sbinivîse|כתיבת\sתגובה|(?:הוסף|השארת)\sתגובה|تبصرہ\s(?:کریں|لکھیں)|جواب\sچھوڑیں|"
    r"schreibe?n?\s(?:sie\s)?eine\santwort|hinterlassen?\s(?:sie\s)?eine\santwort|deixa\sun(?:ha)?\s(?:comentario|resposta)|"
    r"deixa\sun\scomentari|utzi\serantzuna|jätä\s(?:vastaus|kommentti)|skriv\set\s(?:svar|kommentar)|kommentera(?!\w)|"
    r"kommentoi(?!\w)|pridaj(?:te)?\skomentár|komentēt(?!\w)|دیدگاهی?\s(?:خود\sرا\s)?بنویسید|نظر\sدهید|parašykite\skomentarą|palikti\satsakymą|pievienot\skomentāru|atstāt\s(?:atbildi|komentāru)|lisa\skommentaar|"
    r"lini\snjë\s(?:përgjigje|koment)|оставите?\s(?:одговор|коментар)|вашият\sкоментар|добавяне\sна\sкоментар|"
    r"(?:dodaj|napiši|ostavite?)\s(?:komentar|odgovor)|şərh\syaz|để\slại\smột\s(?:bình\sluận|phản\shồi)|trả\slời\shủy|"
    r"댓글\s?(?:남기기|달기|쓰기)|發佈(?:留言|回覆)|發表迴響|उत्तर\sछोड़ें|टिप्पणी\sकरे|ځواب\sپرېږدئ|اپنا\sتبصرہ|"
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
    r"(?:©|\(c\)|copyright(?=\s(?:©|\(c\)|\d|.{1,80}(?:(?<!\d)(?:19|20)\d\d(?!\d)|all\srights)))|\W?\sall\srights\sreserved|alle\srechte\svorbehalten|tous\sdroits\sréservés).{0,300}|"
    r"terms(?:\sof\s(?:use|service))?|privacy(?:\spolicy)?|impressum|datenschutz(?:erklärung)?|agb|mentions\slégales|aviso\slegal|imprint|contact(?:\sus)?|kontakt|about(?:\sus)?|"
    r"accept(?:\s(?:all(?:\scookies)?|cookies|&\sclose))?|reject\sall|manage\s(?:cookies|preferences|options)|alle\sakzeptieren|tout\saccepter|aceptar(?:\stodo)?|cookie\s(?:settings|policy|preferences)|"
    r"(?:back\sto|zurück\szu(?:m|r)?|retour\sen)\s(?:top|haut|anfang|home|seitenanfang)|nach\soben|"
    r"powered\sby\s.{0,60}|proudly\spowered\sby\s.{0,60}|connecting\sto\s%s|%d\sbloggers\slike\sthis:?|"
    r"salta\sal\scontenuto|vai\sal\scontenuto|pular\spara\so\sconteúdo|ga\snaar\s(?:de\s)?inhoud|перейти\sк\sсодержимому|انتقل\sإلى\sالمحتوى|"
    r"cerca|pesquisar|procurar|zoeken|поиск|найти|جستجو|بحث|hauptmenü|hoofdmenu|меню|منو|القائمة|فهرست|"
    r"pubblicità|publicidade|advertentie|реклама|إعلان|اعلان|تبلیغات|آگهی|"
    r"condividi(?:\ssu)?:?.{0,30}|compartilh(?:e|ar)(?:\s(?:em|no|isso))?:?.{0,30}|partilhar:?.{0,30}|del(?:en|e)(?:\sop|\svia)?:?.{0,30}|deel\s(?:dit|op|via).{0,30}|поделиться:?.{0,30}|"
    r"اشتراک[\s‌]?گذاری:?.{0,30}|به\sاشتراک\sبگذارید:?.{0,30}|هم‌?رسانی:?|شارك(?:ه|ها)?:?.{0,20}|مشاركة:?.{0,20}|شریکول:?|"
    r"stampa|печать|afdrukken|چاپ|طباعة|accedi|entrar|inloggen|войти|регистрация|ورود|تسجيل\sالدخول|"
    r"continua\sa\sleggere|leggi\s(?:tutto|anche.{0,60})|leia\s(?:mais|também.{0,60})|lees\s(?:meer|verder|ook.{0,60})|читать\s(?:далее|также.{0,60}|полностью)|ادامه\sمطلب|بیشتر\sبخوانید.{0,60}|اقرأ\s(?:المزيد|أيضا.{0,60})|"
    r"iscriviti(?:\s.{0,70})?|inscreva-se(?:\s.{0,70})?|abonneer(?:\s.{0,60})?|подписаться(?:\s.{0,60})?|подписывайтесь.{0,60}|اشتراک\sدر\s.{0,40}|اشترك(?:\s.{0,60})?|"
    r"tutti\si\sdiritti\sriservati.{0,200}|todos\sos\sdireitos\sreservados.{0,200}|todos\slos\sderechos\sreservados.{0,200}|alle\srechten\svoorbehouden.{0,200}|все\sправа\sзащищены.{0,200}|(?:تمام|کلیه|همه)(?:ٔ|‌?ی)?\sحقوق.{0,200}|جميع\sالحقوق\sمحفوظة.{0,200}|"
    r"chi\ssiamo|contatti|contato|quem\ssomos|over\sons|о\sнас|контакты|تماس\sبا\sما|درباره\sما|اتصل\sبنا|من\sنحن|"
    r"accetta(?:\s(?:tutti|tutto|i\scookie))?|aceitar(?:\stodos)?|accepteren|принять(?:\sвсе)?|rifiuta(?:\stutti)?|قبول|أوافق|"
    r"(?:already|not\syet)\s(?:registered|subscribed|a\s(?:subscriber|member)|have\san\saccount).{0,60}|"
    r"(?:schon|bereits)\s(?:registriert|abonniert|abonnent(?:in)?|kunde|mitglied).{0,60}|kostenlos\sregistrieren.{0,40}|"
    r"déjà\s(?:abonnée?|inscrite?|client).{0,60}|¿?ya\s(?:eres|tienes)\s(?:suscriptor|cuenta|una\scuenta).{0,60}|"
    r"(?:sei\s)?già\s(?:abbonato|registrato).{0,60}|já\sé\sassinante.{0,60}|(?:al|reeds)\s(?:abonnee|geregistreerd).{0,60}|уже\s(?:зарегистрированы|подписаны).{0,60}|"
    r"ara|menü|paylaş(?:\s.{0,30})?|yazdır|ana\s?sayfa|devamını\soku|giriş\syap|kayıt\sol|abone\sol(?:\s.{0,40})?|hakkımızda|iletişim|"
    r"gizlilik\s(?:politikası|sözleşmesi)|tüm\shakları\ssaklıdır.{0,100}|reklam|içeriğe\s(?:geç|atla)|"
    r"szukaj|udostępnij.{0,30}|drukuj|czytaj\s(?:więcej|dalej)|zaloguj(?:\ssię)?|zarejestruj\ssię|polityka\sprywatności|reklama|strona\sgłówna|"
    r"przejdź\sdo\streści|sök|dela(?:\spå.{0,20})?|skriv\sut|läs\smer|logga\sin|hoppa\still\sinnehåll|søg|søk|del\spå.{0,20}|læs\smere|les\smer|"
    r"hledat|sdílet|vytisknout|číst\sdále|přihlásit\sse|přejít\sk\sobsahu|пошук|поділитися.{0,20}|друкувати|читати\sдалі|увійти|головна|"
    r"caută|distribuie.{0,20}|citește\smai\smult|autentificare|αναζήτηση|κοινοποίηση|διαβάστε\sπερισσότερα|"
    r"via\sgiphy|listen\sto\sthis\sarticle|artikel\santhören"
    r")[\s:.|»›→×*]*",
)
"""For words in lower case."""
COOKIES = re.compile(
    r"(?:we|this\s(?:web)?site|our\s(?:web)?site|by\s(?:continuing|using|clicking)|wir\s(?:verwenden|nutzen|setzen)|diese\s(?:web)?seite|"
    r"(?:utilizziamo|questo\ssito)|(?:este\ssite|ao\scontinuar)|(?:wij?|deze\s(?:web)?site)\sgebruik|мы\sиспользуем|(?:этот|наш)\sсайт|nous\sutilisons|ce\ssite\sutilise|en\spoursuivant|usamos|utilizamos|este\ssitio|al\scontinuar)(?=.{0,240}(?:cookies?|куки|файлы\s«?cookie))",
    re.DOTALL,
)
"""For words in lower case."""
RELATED = re.compile(
    r"(?:#{1,6}\s*)?(?:related(?:\s(?:posts|articles|stories|content|news|reading))?|more\s(?:from|on|stories|news|articles)(?:\s.{0,50})?|"
    r"(?:you\s(?:may|might)\s(?:also\s)?(?:like|be\sinterested).{0,20})|recommended(?:\s.{0,30})?|recent\s(?:posts|comments|articles)|"
    r"(?:latest|recent|other|all|more)\s(?:posts|articles|stories)\sby\s.{1,40}|"
    r"most\s(?:read|popular)|mest\s(?:læste|leste|lästa).{0,20}|popular\s(?:posts|articles)|trending(?:\snow)?|latest\s(?:news|posts|articles)|read\sthis\snext|see\salso|"
    r"(?:das\s)?könnte\s(?:sie|dich|ihnen|dir)\sauch.{0,30}|mehr\szum\sthema|weitere\s(?:artikel|beiträge|themen).{0,30}|ähnliche\s(?:beiträge|artikel)|"
    r"neueste\s(?:kommentare|beiträge|artikel)|letzte\s(?:beiträge|kommentare)|meistgelesen|verwandte\s(?:artikel|beiträge|themen)|"
    r"(?:articles?\s)?(?:liés|similaires|connexes)|les\s(?:plus|\+)\slus|du\smême\sauteur|à\slire\s(?:aussi|également)|sur\sle\smême\s(?:sujet|thème)|"
    r"derniers\s(?:articles|commentaires|tweets)|dans\sla\smême\srubrique|"
    r"(?:artículos|entradas|noticias)\s(?:relacionad[oa]s|recientes)|lo\smás\s(?:leído|visto)|te\spuede\sinteresar|también\ste.{0,20}|"
    r"articoli\s(?:correlati|recenti|simili)|(?:potrebbe|ti\spotrebbe)\sinteressar.{0,20}|i\spiù\sletti|"
    r"(?:artigos|posts|notícias|matérias)\s(?:relacionad[oa]s|recentes)|(?:você\s)?(?:também\s)?pode\sgostar.{0,20}|mais\slidas|"
    r"gerelateerde\s(?:artikelen|berichten)|(?:meest|best)\sgelezen|recente\s(?:berichten|reacties)|"
    r"похожие\s(?:записи|статьи|материалы|новости)|(?:читайте|смотрите)\sтакже|свежие\s(?:записи|комментарии)|(?:самое\s)?популярное|"
    r"(?:مطالب|مقالات|اخبار|نوشته‌?های)\s(?:مرتبط|مشابه|تازه)|آخرین\s(?:اخبار|مطالب|دیدگاه‌ها)|مواضيع\s(?:ذات\sصلة|مشابهة)|أخبار\sذات\sصلة|الأكثر\sقراءة|مقالات\sذات\sصلة|"
    r"(?:ilgili|benzer|diğer)\s(?:yazılar|haberler|içerikler)|son\s(?:yazılar|yorumlar|haberler)|(?:en\s)?çok\sokunanlar|"
    r"podobne\s(?:wpisy|artykuły)|(?:zobacz|czytaj)\s(?:też|także).{0,30}|(?:ostatnie|najnowsze)\s(?:wpisy|komentarze)|"
    r"relatera(?:de|t)(?:\s\w+)?|läs\s(?:också|även).{0,30}|relatere(?:de|rte)(?:\s\w+)?|les\sogså.{0,30}|læs\sogså.{0,30}|"
    r"související\s(?:články|příspěvky)|čtěte\stéž|схожі\s(?:записи|статті|новини)|читайте\sтакож|останні\s(?:записи|коментарі)|"
    r"articole\s(?:similare|recente)|citește\sși.{0,30}|σχετικά\s(?:άρθρα|θέματα)|artikel\sterkait|baca\sjuga.{0,30}|関連(?:記事|リンク)|相关(?:文章|阅读))\s?:?",
)
"""For words in lower case."""
CREDIT = re.compile(
    r"(?<!\w)(?:photos?|photograph|foto(?:grafie|graf)?|fotos?|image|bild|picture|pic|credits?|crédit(?:s?\sphoto)?s?|"
    r"fotografía|imagen|fotografia|immagine|imagem|afbeelding|beeld|фото(?:графия)?|fotoğraf|zdjęcie|fot\.|світлина|φωτογραφία|изображение|illustration|video|grafik|graphic|archivbild|symbolbild|screenshot|عکس|تصویر|انځور|الصورة|صورة|تصوير|写真|图片|圖片)"
    r"\s?(?:credit|by|courtesy|crédit)?\s?[:：©/]|"
    r"(?:photo|image|picture)s?\s(?:by|courtesy)\s|\((?:photo|image|foto|bild|screenshot|ap|reuters|afp|getty|dpa|epa)[^()]{0,60}\)|"
    r"(?:©|\(c\))\s?\S.{0,60}$",
    _FLAGS,
)
LICENCE = re.compile(
    r"(?:©\s?)?(?:cc(?:[\s-]by(?:[\s-](?:sa|nc|nd))*)?(?:[\s-]\d\.\d)?|getty\simages|shutterstock|istock(?:photo)?|"
    r"unsplash|pixabay|pexels|flickr|wikimedia(?:\scommons)?|picture[\s-]alliance|imago(?:\simages)?)"
    r"(?:\s?/\s?[^\W\d_][\w\s.’-]{1,30})?",
)
"""A picture's licence or its agency, alone on a line; for words in lower case."""
BYLINE = re.compile(
    r"(?:(?:written\sby|post(?:ed)?\sby|beitrag\svon|message\spar|mensaje\spor|messaggio\sda|mensagem\spor|bericht\sdoor|submitted\sby|reported\sby|story\sby|text\sby|by|von|text\svon|geschrieben\svon|verfasst\svon|eingereicht\svon|gepostet\svon|écrit\spar|(?:soumis|posté|publié)\spar|par|(?:enviado|publicado)\spor|por|di|door|scritto\sda|inviato\sda|a\scura\sdi|escrito\spor|geschreven\sdoor|(?:geplaatst|ingediend)\sdoor|(?:wysłane|dodane)\sprzez|skrivet\sav|postat\sav)"
    r"(?::\s{0,3}|\s{1,3})|(?:text:|نویسنده:?|نوشته:|نوشتۀ|گزارش(?:گر)?:|ليکوال:|بقلم:?|كتب:|автор:|текст:|yazan:|yazar:|haber:|autorka?:|tekst:|text:\sav|autore:|autor:|auteur:|author:|文[:：/]|記者[:：]?|作者[:：]|投稿者[:：]?\s|由\s)\s{0,3})"
    r"(?P<name>\S.{0,100})",
    _FLAGS,
)
BEFORE_DATE = re.compile(
    r"(?:at|on|um|am|le|à|el|il|alle|às|op|om|в|на|در|ساعت|في)[\s,:|·•–-]*", _FLAGS
)
DATE_LABEL = re.compile(
    r"(?:published|posted|updated|last\supdated|veröffentlicht|aktualisiert|stand|publié|mis\sà\sjour|publicado|actualizado|date|datum|pubblicato|aggiornato|atualizado|"
    r"gepubliceerd|bijgewerkt|опубликовано|обновлено|дата|yayın(?:lan)?ma|güncelleme|tarih|opublikowano|publicera[td]|publisert|publikováno|опубліковано|publicat|δημοσιεύτηκε|تاریخ|منتشر|نشر|آخر\sتحديث|تاريخ)",
    _FLAGS,
)
OVER_DATE = re.compile(
    rf"(?:{DATE_LABEL.pattern}|{BEFORE_DATE.pattern}|verfasst|geschrieben|posté|écrit|enviado|escrito|inviato|scritto|geplaatst|napisano|написано)"
    r"(?:\s(?:on|at|am|um|le|à|el|il|op|om|em|в))?\s?:?",
    _FLAGS,
)
"""What stands alone between a name and a date: "Posted on"."""
LATEST = re.compile(
    r"(?:#{1,6}\s*)?(?:latest|recent|new(?:est)?|neue(?:ste)?|letzte|aktuelle|nouveaux|nuevos|nuovi|novos|nieuwe|новые|derniers|dernières|últim[oa]s|ultim[ie]|"
    r"recentes|laatste|recente|последние|свежие|آخرین|تازه|آخر|أحدث|top|best|beste)(?!\w)",
    _FLAGS,
)
PINGBACKS_HEADING = re.compile(
    r"(?:#{1,6}\s*)?(?:\d+\s)?(?:trackbacks?|pingbacks?)(?:\s?(?:/|&|and|und|et|y|e|en)\s?(?:trackbacks?|pingbacks?))?"
    r"(?:\s?\(\d+\))?\s?:?",
    _FLAGS,
)
IN_REPLY = re.compile(
    r"(?:in\sreply\sto|replying\sto|(?:als\s)?(?:in\s)?antwort\s(?:auf|an)|en\sréponse\sà|"
    r"en\srespuesta\sa|in\srisposta\sa|em\sresposta\sa|als\santwoord\sop|in\sreactie\sop|"
    r"(?:в\s)?ответ\s(?:на|для)|در\sپاسخ\sبه|ردا?ً?\sعلى)\s*(?P<name>[^:,\n]{1,60})",
    _FLAGS,
)
PINGBACK = re.compile(
    r"(?:(?:pingback|trackback)\s?:?\s+|(?:ping|r[ée]trolien|retroenlla[çc]|geri\sbildirim|visszajelzés|уведомление|"
    r"παράθεμα|תנבק|פינגב[אק]+|بازتاب|تنبيه|トラックバック|ピンバック|通告|引用通告|핑백)\s?[:：]\s*)",
    _FLAGS,
)
FIELD = re.compile(
    r"(?:your\s|deine?\s|ihre?\s|votre\s|tu\s)?(?:name|e-?mail|e-?mail\saddress|website|comment|message|kommentar|nachricht|nom|adresse\s(?:e-?mail|email)|"
    r"site\sweb|commentaire|message|nombre|correo(?:\selectrónico)?|comentario|web|نام|ایمیل|وب‌?سایت|دیدگاه|الاسم|البريد\sالإلكتروني|الموقع|التعليق|nome|sito\sweb|"
    r"commento|comentário|naam|reactie|имя|сайт|комментарий|نوم)"
    r"(?:\s\(.{1,40}\))?\s?(?:\*|:|\[[\s_]*\]|_{3,})+\s*",
)
"""For words in lower case."""
FACE = r"[:;=]-?[)(DP]|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
"""A face or another little picture, as what somebody says may end with one."""
OPENING_QUOTES = '“”„«»‹›"‟「『〝❝'
SENTENCE_ENDS = ".!?…。！？؟۔:;,،»”\"')]"
