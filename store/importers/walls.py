"""Pages that a server gave in the place of the article: a check for robots, a wall of consent.

Only told, never refused: a short article may have such a title.
"""

from __future__ import annotations

import re

from store.model import Imported

_SHORT, _VERY_SHORT = 120, 40
"""Words up to which a page may be nothing else: by its title, and by what it says itself."""

_CHECKS = re.compile(
    r"""\b(?:
        (?:not|no|are\ you|you\ are|you're)\ (?:a|an)\ (?:ro)?bot
      | (?:you|you're|you\ are|if)\ (?:are\ )?(?:a\ )?human
      | checking\ (?:if\ the\ site|your\ browser)
      | just\ a\ moment
      | attention\ required
      | (?:enable|turn\ on|requires?|needs?)\ (?:javascript|cookies|js)
      | (?:javascript|cookies)\ (?:is|are|must\ be|has\ been)\ (?:required|disabled|enabled)
      | before\ you\ continue
      | (?:complete|verify|verification|security|human)\ (?:the\ )?(?:captcha|check|verification)
      | we\ (?:value|care\ about)\ your\ privacy
      | kein(?:e)?\ (?:ro)?bot(?:er)?
      | pas\ un\ robot
      | no\ (?:eres|soy|es)\ un\ robot
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def may_be_wall(imported: Imported) -> bool:
    """Whether a web page is so short, and so worded, that it may hold no article."""
    if imported.source.media_type not in ("text/html", "application/xhtml+xml"):
        return False
    words = len(imported.text.split())
    if words > _SHORT:
        return False
    told = imported.text if words <= _VERY_SHORT else imported.title
    return _CHECKS.search(" ".join(told.replace("’", "'").split())) is not None
