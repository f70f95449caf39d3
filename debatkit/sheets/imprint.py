"""
Imprint: what stands on a print besides the dossier, so that paper tells which print it is and whose.

In go the code of a registered print, where it leads to, and for a safe print ("draagveilig") whose copy it is; out
come the words for the foot of each page and the QR code for the first one. The one rule that must hold: what was not
registered says so, and carries no code.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

PREVIEW = "Voorbeeld, niet om in de map te doen"
UNREGISTERED = "Niet geregistreerd"


@dataclass(frozen=True)
class Imprint:
    """What a print says of itself.

    `code` is what people type to ask whether it still holds ("A17-KX"); empty for what is not registered, of which
    `unregistered` says what it is. `address` is what the QR code leads to; empty: it holds the code itself. A `safe`
    print can be carried through a room of people: `holder` has copy `copy` of `copies`.
    """

    code: str = ""
    address: str = ""
    unregistered: str = UNREGISTERED
    safe: bool = False
    holder: str = ""
    copy: int = 1
    copies: int = 1

    @property
    def stamp(self) -> str:
        """The print as the foot of each page names it: "Afdruk A17-KX"."""
        return f"Afdruk {self.code}" if self.code else self.unregistered

    @property
    def whose(self) -> str:
        """The copy as the foot of each page names it; empty where there is nothing to tell."""
        if not self.safe or not (self.holder or self.copies > 1):
            return ""
        numbered = f"Exemplaar {self.copy} van {self.copies}"
        return f"{numbered}: {self.holder}" if self.holder else numbered

    @property
    def qr(self) -> str:
        """The QR code as SVG; empty for what is not registered."""
        return qr_code(self.address or self.code) if self.code else ""


def qr_code(text: str) -> str:
    """Return `text` as a QR code, in SVG without a size of its own; the same text gives the same code.

    Error correction level M: a fold or a stain costs up to 15 % of it (ISO/IEC 18004).
    """
    import segno

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return out.getvalue().decode("ascii")
