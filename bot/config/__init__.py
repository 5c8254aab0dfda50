"""The settings: what they are, and how they are read from the environment and one TOML file.

Never what a setting leads to here.
"""

from bot.config.reading import FILE, load, unknown
from bot.config.settings import PREFIX, Settings

__all__ = ["FILE", "PREFIX", "Settings", "load", "unknown"]
