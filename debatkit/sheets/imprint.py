"""
Imprint: what stands on a print besides the dossier, so that paper tells which print it is and whose.

In go the code of a registered print, where it leads to, and for a safe print ("draagveilig") whose copy it is; out
come the words for the foot of each page and the QR code for the first one. The one rule that must hold: what was not
registered says so, and carries no code.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
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


def png(qr: str, scale: int = 8) -> bytes:
    """Return a QR code, as `qr_code` draws it, as PNG with `scale` pixels a module: for Word, which takes no SVG."""
    side = int(re.search(r'viewBox="0 0 (\d+)', qr)[1])  # type: ignore[index]
    rows = [[1] * side for _ in range(side)]
    across = down = 0
    for sign, x, y in re.findall(r"([Mmh])(-?\d+)(?: (-?\d+))?", qr.partition(' d="')[2]):
        if sign == "M":
            across, down = int(x), int(y)
        elif sign == "m":
            across, down = across + int(x), down + int(y)
        else:
            rows[down][across : across + int(x)] = [0] * int(x)
            across += int(x)
    return _picture([[each for each in row for _ in range(scale)] for row in rows for _ in range(scale)])


def _picture(rows: list[list[int]]) -> bytes:
    """Rows of light (1) and dark (0) as a PNG of one bit a pixel."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    def packed(row: list[int]) -> bytes:
        bits = "".join(map(str, row)).ljust(-(-len(row) // 8) * 8, "0")
        return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")

    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 1, 0, 0, 0, 0)
    content = zlib.compress(b"".join(map(packed, rows)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
