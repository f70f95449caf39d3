"""Imprint: what a print says of itself."""

from __future__ import annotations

import pytest

from debatkit.sheets.imprint import PREVIEW, Imprint, png, qr_code


@pytest.mark.parametrize(
    ("imprint", "stamp", "whose"),
    [
        (Imprint(), "Niet geregistreerd", ""),
        (Imprint(unregistered=PREVIEW), PREVIEW, ""),
        (Imprint(code="A17-KX"), "Afdruk A17-KX", ""),
        (Imprint(code="A17-KX", holder="minister van EZK"), "Afdruk A17-KX", ""),
        (Imprint(code="A17-KX", safe=True), "Afdruk A17-KX", ""),
        (Imprint(code="A17-KX", safe=True, copy=2, copies=3), "Afdruk A17-KX", "Exemplaar 2 van 3"),
        (
            Imprint(code="A17-KX", safe=True, holder="minister van EZK", copy=2, copies=3),
            "Afdruk A17-KX",
            "Exemplaar 2 van 3: minister van EZK",
        ),
    ],
)
def test_a_print_says_which_it_is_and_whose(imprint, stamp, whose):
    """What was not registered says so; only a safe print names who has it."""
    assert (imprint.stamp, imprint.whose) == (stamp, whose)


def test_only_a_registered_print_has_a_code_to_scan():
    """A code that leads nowhere is worse than none."""
    assert Imprint(address="https://debat.voorbeeld.nl").qr == ""
    assert Imprint(code="A17-KX").qr == qr_code("A17-KX")
    assert Imprint(code="A17-KX", address="https://debat.voorbeeld.nl").qr == qr_code("https://debat.voorbeeld.nl")


def test_the_code_leads_where_it_says():
    """The modules of the picture are those of the text's QR code, and the same each time."""
    import re

    import segno

    matrix = segno.make_qr("https://debat.voorbeeld.nl/zoeken?q=A17-KX", error="m").matrix
    dark = sum(map(sum, matrix))
    drawn = sum(int(length) for length in re.findall(r"h(\d+)", qr_code("https://debat.voorbeeld.nl/zoeken?q=A17-KX")))

    assert drawn == dark
    assert qr_code("A17-KX") == qr_code("A17-KX")


def test_the_picture_has_the_same_modules():
    """Word gets the code as a PNG; every module of it is where it was."""
    import io

    import segno
    from PIL import Image

    text = "https://debat.voorbeeld.nl/zoeken?q=A17-KX"
    picture = Image.open(io.BytesIO(png(qr_code(text), scale=1))).convert("1")
    drawn = [[picture.getpixel((x, y)) == 0 for x in range(picture.width)] for y in range(picture.height)]
    matrix = [[bool(each) for each in row] for row in segno.make_qr(text, error="m").matrix_iter(border=2)]

    assert drawn == matrix
    assert png(qr_code(text)) == png(qr_code(text))
