"""Every sentence of the console's pages, in each language."""

from collections.abc import Mapping

from bot.wording.pages_en import EN
from bot.wording.pages_form import ConsoleTexts
from bot.wording.pages_vi import VI
from faq import Language

CONSOLE: Mapping[Language, ConsoleTexts] = {"vi": VI, "en": EN}

__all__ = ["CONSOLE", "ConsoleTexts"]
