"""Every sentence the bot says to citizens and to the staff group, in each language."""

from collections.abc import Mapping

from bot.wording.en import EN
from bot.wording.form import Wording
from bot.wording.talk_en import EN as TALK_EN
from bot.wording.talk_form import Talking
from bot.wording.talk_vi import VI as TALK_VI
from bot.wording.vi import VI
from faq import Language

WORDING: Mapping[Language, Wording] = {"vi": VI, "en": EN}
TALKING: Mapping[Language, Talking] = {"vi": TALK_VI, "en": TALK_EN}

# The version of the privacy notice in `Wording.notice`; raise it when the notice changes.
NOTICE = "2026-11"

__all__ = ["NOTICE", "TALKING", "WORDING", "Talking", "Wording"]
