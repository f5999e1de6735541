"""Writes small PDF files: texts at places, with a font whose letters are boxes."""

import zlib

WIDTH = 500
"""Width of a letter in thousandths of its size. A space has half of it."""


def pdf(*pages, unicode=True, **info):
    """A PDF. Each page is a list of (text, x, y, size): letters drawn from left to right, as they are given.

    With ``unicode=False`` the font does not say which letters it contains.
    """
    letters = sorted({letter for page in pages for text, *_ in page for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    font, first = 3, 10
    kids = [first + 2 * number for number in range(len(pages))]
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    objects[3] = _font(codes, unicode)
    objects[4] = _stream(b"500 0 0 0 450 700 d1 0 0 450 700 re f")
    objects[5] = _stream(b"250 0 0 0 0 0 d1")
    objects[6] = _stream(_to_unicode(codes))
    for kid, page in zip(kids, pages, strict=True):
        objects[kid] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Resources<</Font<</F {font} 0 R>>>>"
            f"/Contents {kid + 1} 0 R>>"
        ).encode()
        objects[kid + 1] = _stream(b"".join(_shown(item, codes) for item in page))
    objects[7] = b"<<" + b"".join(f"/{name}".encode() + _text(value) for name, value in info.items()) + b">>"
    return _file(objects)


def line(text, y, *, size=10, left=40, rtl=False):
    """A line of a page. One in a right-to-left script is drawn in reverse, at the right margin."""
    width = sum((WIDTH // 2 if letter == " " else WIDTH) * size / 1000 for letter in text)
    return (text[::-1], 380 - width, y, size) if rtl else (text, left, y, size)


def _shown(item, codes):
    text, x, y, size = item
    shown = "".join(f"{codes[letter]:02x}" for letter in text)
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{shown}> Tj ET\n".encode()


def _font(codes, unicode):
    names = " ".join(f"/g{code}" for code in codes.values())
    glyphs = "".join(f"/g{code} {5 if letter == ' ' else 4} 0 R" for letter, code in codes.items())
    widths = " ".join(str(WIDTH // 2 if letter == " " else WIDTH) for letter in codes)
    to_unicode = "/ToUnicode 6 0 R" if unicode else ""
    return (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 -200 500 800]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1"
        f"/LastChar {len(codes)}/Widths[{widths}]/Encoding<</Type/Encoding/Differences[1 {names}]>>"
        f"/CharProcs<<{glyphs}>>/Resources<<>>{to_unicode}>>"
    ).encode()


def _to_unicode(codes):
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def _text(value):
    return b"<" + ("\ufeff" + value).encode("utf-16-be").hex().encode() + b">"


def _stream(content):
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


def _file(objects):
    made, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 1\n0000000000 65535 f \n"
    table += b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    trailer = b"trailer<</Size %d/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        max(objects) + 1,
        len(made),
    )
    return made + table + trailer
