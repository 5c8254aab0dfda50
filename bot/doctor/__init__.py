"""Looks an installation over: each finding says that all is well or what to do."""

from bot.doctor.examine import examine
from bot.doctor.finding import Finding

__all__ = ["Finding", "examine"]
