"""What boards and blogs print around comments that is nobody's words, as compiled patterns."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE

OF_AUTHOR = re.compile(
    r"\W*(?:not\sverified|nicht\süberprüft|non\svérifié|no\sverificado|não\sverificado|non\sverificato|"
    r"niet\s(?:geverifieerd|gecontroleerd)|bez\sověření|nie\szweryfikowany|не\sпроверено|"
    r"(?:post|article)\sauthor|(?<=\()(?:author|autor(?:in|a)?|auteur|autore)(?=\))|beitrags-?autor(?:in)?|autor(?:in)?\sdes\s(?:beitrag(?:e?s)?|artikels)|author\sof\s(?:the\s)?(?:post|article)|auteur\sde\sl[’']article|"
    r"autor(?:a)?\s(?:de\sla\sentrada|del\sart[íi]culo|do\s(?:post|artigo))|autore\s(?:dell[’'])?articolo|"
    r"bericht\s?auteur|автор\sзаписи|(?<=\()\s{0,9}(?:homepage|website|webseite|site\sweb|sitio\sweb|sito\sweb|url|link|e-?mail))\W*$",
    _FLAGS,
)
"""What stands behind the name of who wrote the article, or has not logged in."""
MEMBER_SINCE = re.compile(
    r"(?:joined|join\sdate|date\sjoined|registered|reg(?:istration)?\.?\sdate|member\ssince|registriert(?:\sseit)?|anmeldungsdatum|mitglied\sseit|dabei\sseit|"
    r"inscrit(?:\sle)?|inscription|enregistré|registrado|fecha\sde\sregistro|iscritto(?:\sil)?|registrato|"
    r"membro\sdesde|lid\s(?:geworden|sinds)|geregistreerd|зарегистрирован|dołączył(?:a)?|rejestracja|"
    r"last\s(?:edited|visit).{0,30}|zuletzt\s(?:geändert|bearbeitet).{0,30}|dernière\s(?:édition|modification).{0,30})",
    _FLAGS,
)
"""What a board prints before a date that is not a post's."""
RANK = re.compile(
    r"(?:(?:sr\.|jr\.|senior|junior|full|hero|new|active|regular|registered|global|forum|super|site|board|vip)\s)?"
    r"(?:members?|users?|moderators?|administrators?|admin|staff|newbie|legendary|veteran|rookie|novice|banned)|"
    r"(?:neues?|erfahrenes?|registriertes?|aktives?)\s(?:mitglied|benutzer)|neuling|stammgast|administrator(?:in)?|"
    r"(?:nouveau\s|jeune\s)?membre(?:\sactif)?|modérateur|administrateur|(?:nuevo\s)?(?:miembro|usuario)|moderador|"
    r"(?:nuovo\s)?(?:utente|membro)|moderatore|novo\smembro|(?:nieuw\s)?lid|"
    r"новичок|посетитель|постоялец|пользователь|участник|администратор|модератор|молчун|ветеран|"
    r"(?:yeni\s)?üye|użytkownik|nowy|zbanowany|offline|online",
    _FLAGS,
)
"""What a board calls its members."""
COUNTS = re.compile(
    r"\d[\d.,]*k?\s(?:posts?|messages?|beiträge?|nachrichten|mensajes|messaggi|mensagens|berichten|сообщени[йея]|posty|"
    r"points?|punkte|puntos|threads?|topics?|views?|reputation|karma|followers?|badges?|reviews?)",
    _FLAGS,
)
"""What a board counts of its members behind the figure."""
PROFILE = re.compile(
    r"(?:view|see|show)\s(?:\w+\s)?profile|(?:benutzer-?)?profile?\s(?:anzeigen|ansehen)|voir\s(?:le\s)?profil|ver\s(?:el\s)?perfil|"
    r"(?:guarda|vedi)\s(?:il\s)?profilo|profiel\s(?:bekijken|tonen)|профиль|zobacz\sprofil",
    _FLAGS,
)
"""What leads to a writer's profile."""
PRESENT = re.compile(
    r"\s(?:is|ist|est|está|è|jest|сейчас)?\s?(?:currently\s|gerade\s)?(?:offline|online|en\sligne|hors\sligne|conectado|desconectado|в\sсети|не\sв\sсети)\W*$",
    _FLAGS,
)
"""Whether somebody is there, as a picture beside the name says."""
TOPIC = re.compile(
    r"(?:originally\sposted\sby|quote\s(?:from|by)|(?:ursprünglich\s(?:geschrieben\s)?|zitat\s)von|citation\sde|envoyé\spar|"
    r"iniciado\spor|citaat\svan|cytat\s|цитата|started\s(?:by|on)|last\s(?:post|reply|message)\s(?:by|on)|(?:gestartet|begonnen|eröffnet|erstellt)\svon|"
    r"letzter\sbeitrag\s(?:von|am)|(?:démarré|commencé|créé)\spar|dernier\smessage\spar|iniciado\spor|"
    r"último\smensaje\s(?:por|de)|iniciato\sda|última\smensagem\s(?:por|de)|gestart\sdoor|laatste\sbericht\sdoor|"
    r"автор\sтемы|последнее\sсообщение|założony\sprzez|ostatni\spost)",
    _FLAGS,
)
"""How a list of a board's topics tells who began one, and who wrote in it last; or a quotation
begins.
"""
EDITED = re.compile(
    r"\W*(?:(?:this\s(?:post|message)\s(?:has\sbeen|was)\s)?(?:last\s)?edited\s(?:by|on|at|\d)|"
    r"(?:zuletzt\s)?(?:geändert|bearbeitet)\s(?:von|am)|dernière\s(?:édition|modification)|"
    r"(?:última|ultima)\s(?:edición|modificación|modifica|edição)|laatst\s(?:gewijzigd|bewerkt)|"
    r"последний\sраз\sредактировалось|ostatnio\szmieniony)",
    _FLAGS,
)
"""What a board prints under a post that was changed."""
TOP = re.compile(
    r"(?:(?:back\s(?:to|2)\s)?top|to\stop|(?:nach|zum|zurück\snach)\s(?:oben|anfang|seitenanfang)|"
    r"(?:retour\sen\s|revenir\sen\s)?haut(?:\sde\spage)?|(?:volver\s)?arriba|torna\ssu|voltar\sao\stopo|"
    r"(?:terug\s)?naar\sboven|наверх|вернуться\sк\sначалу|yukarı|do\sgóry|\^)(?!\w)",
    _FLAGS,
)
"""What leads back to the top of a page, as boards print under each post."""
ANSWERED = re.compile(
    r"(?:reply\sto|replied\sto|in\sreply\sto|replying\sto|(?:als\s)?antwort\s(?:auf|an)|en\sréponse\sà|"
    r"en\srespuesta\sa|in\srisposta\sa|em\sresposta\sa|в\sответ\sна)\s"
    r"(?:(?:a|the|this|den)?\s?(?:comment|kommentar)\s(?:from|by|von)\s)?"
    r"(?P<name>[^|•·#:,\n]{1,60}?)(?=\s*(?:[|•·#:,(]|$|\d)|\s(?:on|at|am|um|le|el)\s)",
    _FLAGS,
)
"""Whom a comment answers, as its header may say: "Ann replied to comment from Bob"."""
COMMENT = re.compile(
    r"comments?|kommentare?|commentaires?|comentarios?|comentários?|comment[oi]|reacties?|responses?|"
    r"repl(?:y|ies)|trackbacks?|pingbacks?",
    _FLAGS,
)
"""What is written under an article, where a name might stand."""
