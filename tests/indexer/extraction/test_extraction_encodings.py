import codecs

import pytest

from indexer.extraction.encoding import decode

PERSIAN = "پل سنگی روی رودخانه باز شد و صدها نفر در نخستین صبح از آن گذشتند. "
ARABIC = "افتتح الجسر الحجري فوق النهر وعبره مئات الناس في الصباح الأول. "
ALBANIAN = "Ura e gurit mbi lumë u hap përsëri, çdo njeri e kaloi në mëngjes. "


def html(text: str, charset: str | None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text * 12}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (PERSIAN, "utf-8", "utf-8"),
        (PERSIAN, "utf-8", None),
        (PERSIAN, "utf-8", "windows-1256"),
        (ALBANIAN, "utf-8", "iso-8859-1"),
        (ARABIC, "windows-1256", "windows-1256"),
        (ARABIC, "iso-8859-6", "iso-8859-6"),
        (ALBANIAN, "iso-8859-1", "iso-8859-1"),
        (ALBANIAN, "windows-1252", "iso-8859-1"),
        (ALBANIAN, "iso-8859-1", "no-such-encoding"),
        (ARABIC, "utf-16", None),
        (ARABIC, "utf-16-le", None),
        (ARABIC, "utf-32", None),
        (PERSIAN, "utf-8-sig", "windows-1256"),
    ],
)
def test_text_comes_back(text: str, encoding: str, declared: str | None) -> None:
    page = html(text, declared)
    assert decode(page.encode(encoding)) == page


def test_arabic_without_any_declaration() -> None:
    assert ARABIC.strip() in decode(html(ARABIC * 3, None).encode("windows-1256"))


def test_the_transport_is_believed() -> None:
    page = html(ARABIC, None)
    assert decode(page.encode("windows-1256"), "windows-1256") == page


def test_the_transports_usual_latin_1_is_not_believed_against_the_page() -> None:
    page = html(ARABIC, "windows-1256")
    assert decode(page.encode("windows-1256"), "ISO-8859-1") == page


def test_latin_1_is_read_as_its_windows_superset() -> None:
    assert decode(b"<meta charset=iso-8859-1>\x93quoted\x94") == "<meta charset=iso-8859-1>“quoted”"


def test_utf_8_with_a_letter_cut_at_the_end_or_a_few_broken_bytes() -> None:
    data = html(PERSIAN, "windows-1256").encode()
    assert PERSIAN.strip() in decode(data[: data.rindex("گ".encode()) + 1])
    assert decode(data.replace(b"</p>", b"\xff</p>")).count("\ufffd") == 1


@pytest.mark.parametrize(
    "data", [b"", codecs.BOM_UTF8, b"\xff", b"\x00", b"\xfe\xff\x00", b"\x81\x8d\x8f", bytes(range(256))]
)
def test_nothing_is_raised(data: bytes) -> None:
    assert isinstance(decode(data), str)
    assert isinstance(decode(data, "utf-7"), str)
    assert isinstance(decode(data, "base64"), str)
    assert isinstance(decode(data, "\x00"), str)
