"""Looks an installation over: each finding says that all is well or what to do."""

from bot.operations.doctor.examine import examine
from bot.operations.doctor.finding import Finding

__all__ = ["Finding", "examine"]
