"""A small, strict Bot API server for tests, over real HTTP on the loopback."""

from tests.fake_telegram.faults import Fault, Flood
from tests.fake_telegram.messages import Sent
from tests.fake_telegram.mischief import Mischief
from tests.fake_telegram.server import TOKEN, FakeTelegram

__all__ = ["TOKEN", "FakeTelegram", "Fault", "Flood", "Mischief", "Sent"]
