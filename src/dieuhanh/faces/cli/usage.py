"""click's own words (usage, options, errors) in Vietnamese: it asks Python's gettext, so the catalogue is bound before any command is made."""

from __future__ import annotations

import gettext
import os

from dieuhanh.config import places

DOMAIN = "command"


def speak_vietnamese() -> None:
    os.environ["LANGUAGE"] = "vi"  # of this process: the command speaks Vietnamese in every locale
    gettext.bindtextdomain(DOMAIN, places.PACKAGE / "locale")
    gettext.textdomain(DOMAIN)
