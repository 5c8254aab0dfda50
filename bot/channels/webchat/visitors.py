"""Who a visitor is: a random id in a signed cookie, nothing else."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from itsdangerous import BadSignature, Signer

_YEAR = 365 * 24 * 3600


class Visitors:
    """`https` says that the world reaches us by https: only then may a frame have the cookie."""

    def __init__(self, secret: bytes, https: bool) -> None:
        self._signer = Signer(secret, salt="web chat visitor", digest_method=hashlib.sha256)
        # Browsers take a __Host- cookie from this host alone, never from a neighbour domain.
        self._name = "__Host-danhoi" if https else "danhoi"
        # Partitioned: in another site's frame the cookie counts for that site only.
        self._rest = "SameSite=None; Secure; Partitioned" if https else "SameSite=Lax"

    def known(self, cookies: Mapping[str, str]) -> str | None:
        """The visitor that the cookie names; None without one, or when we did not sign it."""
        try:
            return self._signer.unsign(cookies.get(self._name, "")).decode()
        except (BadSignature, UnicodeError):  # the bytes of a header need not be text
            return None

    def new(self) -> str:
        return secrets.token_urlsafe(16)

    def cookie(self, visitor: str) -> str:
        """The value of Set-Cookie; Python 3.11's own cookies do not know `Partitioned`."""
        signed = self._signer.sign(visitor).decode()
        return f"{self._name}={signed}; Path=/; Max-Age={_YEAR}; HttpOnly; {self._rest}"
