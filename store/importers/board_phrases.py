"""What boards and blogs print around comments that is nobody's words, as compiled patterns."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE

OF_AUTHOR = re.compile(
    r"\W*(?:not\sverified|nicht\süberprüft|non\svérifié|no\sverificado|não\sverificado|non\sverificato|"
    r"niet\s(?:geverifieerd|gecontroleerd)|bez\sověření|nie\szweryfikowany|не\sпроверено|"
    r"(?:post|article)\sauthor|beitrags-?autor(?:in)?|auteur\sde\sl[’']article|"
    r"autor(?:a)?\s(?:de\sla\sentrada|del\sart[íi]culo|do\s(?:post|artigo))|autore\s(?:dell[’'])?articolo|"
    r"bericht\s?auteur|автор\sзаписи)\W*$",
    _FLAGS,
)
"""What stands behind the name of who wrote the article, or has not logged in."""
MEMBER_SINCE = re.compile(
    r"(?:joined|registered|member\ssince|registriert(?:\sseit)?|anmeldungsdatum|mitglied\sseit|dabei\sseit|"
    r"inscrit(?:\sle)?|inscription|enregistré|registrado|fecha\sde\sregistro|iscritto(?:\sil)?|registrato|"
    r"membro\sdesde|lid\s(?:geworden|sinds)|geregistreerd|зарегистрирован|dołączył(?:a)?|rejestracja|"
    r"last\s(?:edited|visit).{0,30}|zuletzt\s(?:geändert|bearbeitet).{0,30}|dernière\s(?:édition|modification).{0,30})",
    _FLAGS,
)
"""What a board prints before a date that is not a post's."""
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
