"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is what to do: about a fault, or, where `ok`, about what could be better."""

    name: str
    ok: bool
    what: str
    advice: str = ""

    def line(self) -> str:
        mark = "!!" if not self.ok else "--" if self.advice else "OK"
        return f"{mark} {self.what} → {self.advice}" if self.advice else f"{mark} {self.what}"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a finding in one language, with its advice."""

    what: str
    advice: str = ""

    def well(self, name: str, /, **words: object) -> Finding:
        return self._found(name, True, words)

    def ill(self, name: str, /, **words: object) -> Finding:
        return self._found(name, False, words)

    def _found(self, name: str, ok: bool, words: dict[str, object]) -> Finding:
        return Finding(name, ok, self.what.format(**words), self.advice.format(**words))
