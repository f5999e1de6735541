"""PDF files: reading order in four languages, paragraphs, pages, metadata, and files that are refused."""

import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest

from engines.port.model import Form
from indexer.article import RawDocument
from indexer.extraction import ExtractionError, extract
from indexer.extraction.pdf import read_pdf
from indexer.extraction.pdf.document import Limits
from indexer.extraction.pdf.lines import logical
from indexer.extraction.pdf.metadata import authors_in, date_in, title_in
from indexer.extraction_pool import ExtractionPool
from indexer.sources import Failure, open_source
from indexer.sources.pdf_file import PdfFile
from tests.indexer.pdf_writer import line, pdf

ENGLISH = (
    "The miller opened the sluice before noon.",
    "Nobody had expected so much water in the",
    "meadow behind the old rope works.",
)
PERSIAN = (
    "آسیابان پیش از ظهر دریچه را باز کرد.",
    "هیچ کس آن همه آب را در چمنزار",
    "پشت کارگاه طناب بافی ندیده بود.",
)
ARABIC = (
    "فتح الطحان البوابة قبل الظهر.",
    "لم يتوقع أحد هذا القدر من الماء",
    "في المرج خلف معمل الحبال القديم.",
)
ALBANIAN = (
    "Mullixhiu e hapi portën para drekës.",
    "Askush nuk e priste aq shumë ujë në",
    "livadhin pas punishtes së litarëve.",
)


def read(content, **options):
    [article] = extract(RawDocument(content, "files/report.pdf"), **options).articles
    return article


def page(texts, *, title="", rtl=False, top=500, extra=()):
    heading = [line(title, 540, size=18, rtl=rtl)] if title else []
    return [*heading, *(line(text, top - 14 * n, rtl=rtl) for n, text in enumerate(texts)), *extra]


@pytest.mark.parametrize(
    ("texts", "title", "rtl"),
    [
        (ENGLISH, "Water at the mill", False),
        (ALBANIAN, "Ujë te mulliri", False),
        (PERSIAN, "آب در آسیاب", True),
        (ARABIC, "الماء عند الطاحونة", True),
    ],
    ids=["en", "sq", "fa", "ar"],
)
def test_a_paragraph_is_in_reading_order_and_the_largest_line_is_the_title(texts, title, rtl):
    article = read(pdf(page(texts, title=title, rtl=rtl)))
    assert article.body == " ".join(texts)
    assert article.title == title
    assert article.kind == Form.DOCUMENT


def test_right_to_left_text_that_is_drawn_in_reading_order_is_the_same():
    drawn = []
    x = 380.0
    for letter in PERSIAN[0]:
        x -= 2.5 if letter == " " else 5
        drawn.append((letter, x, 500, 10))
    assert read(pdf([*drawn, line(PERSIAN[1], 486, rtl=True)])).body == " ".join(PERSIAN[:2])


@pytest.mark.parametrize(
    ("drawn", "rtl", "read_as"),
    [
        ("ردنب 2018 رد", True, "در 2018 بندر"),
        ("۱۲٫۵ تمیق", True, "قیمت ۱۲٫۵"),
        ("درک Boeing 747 اب", True, "با Boeing 747 کرد"),
        (")ردنب( رهش", True, "شهر (بندر)"),
        ("(ردنب) رهش", True, "شهر (بندر)"),
        ("(Old Quay) هلکسا", True, "اسکله (Old Quay)"),
        ("%15 دشر", True, "رشد %15"),
        ("10:30 تعاس", True, "ساعت 10:30"),
        ("the word رهش here", False, "the word شهر here"),
        ("12 (a) 3", False, "12 (a) 3"),
    ],
)
def test_visual_order_becomes_reading_order(drawn, rtl, read_as):
    assert logical(list(drawn), rtl=rtl) == read_as


def test_letters_in_presentation_forms_and_ligatures_become_usual_ones():
    assert read(
        pdf(page(["\ufefb\ufe91\ufe98\ufeb4\ufe92\ufebe \ufedb\ufe98\ufe8e\ufe8f", *ARABIC], rtl=True))
    ).body.startswith("لابتسبض كتاب")
    assert read(pdf(page(["The o\ufb03ce \ufb01nds a \ufb02ag.", *ENGLISH]))).body.startswith(
        "The office finds a flag."
    )


def test_a_word_that_is_divided_is_joined():
    texts = ("The har-", "bour is well-", "Known, as the ferry com\xad", "pany says.")
    assert read(pdf(page(texts))).body == "The harbour is well- Known, as the ferry company says."


def test_paragraphs_begin_after_a_gap_and_at_items():
    lines = [*page(ENGLISH), *page(ENGLISH[:2], top=440), *page(["1. First of all", "2. Then"], top=380)]
    assert read(pdf(lines)).body.split("\n\n") == [
        " ".join(ENGLISH), " ".join(ENGLISH[:2]), "1. First of all", "2. Then",
    ]  # fmt: skip


def test_headers_footers_and_page_numbers_are_left_out_and_pages_are_marked():
    def numbered(number, texts):
        return page(
            texts, extra=[line(f"Town Gazette No. {number}", 570, size=8), line(f"{number} / 3", 20, size=8)]
        )

    article = read(
        pdf(*(numbered(n, texts) for n, texts in ((1, ENGLISH[:2]), (2, ENGLISH[2:]), (3, ENGLISH))))
    )
    assert "Gazette" not in article.body
    assert "/ 3" not in article.body
    # The second page continues a sentence, the third begins a paragraph.
    assert article.body == f"{' '.join(ENGLISH[:2])}\f{ENGLISH[2]}\n\n\f{' '.join(ENGLISH)}"


def test_pages_without_text_are_counted():
    titled = [line("Water levels", 700, size=24), *page(ENGLISH[:1])]
    article = read(pdf([], titled, [], page(ENGLISH)))
    assert article.body == f"\f{' '.join(ENGLISH[:1])}\n\n\f\f{' '.join(ENGLISH)}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Title": "Water levels"}, "Water levels"),
        ({"Title": "Microsoft Word - final2.docx"}, ""),
        ({"Title": "untitled"}, ""),
        ({"Title": "newsletter_may.indd"}, ""),
        ({"Title": "https://town.example/print"}, ""),
        ({"Title": " 17 "}, ""),
        ({}, ""),
    ],
)
def test_titles_in_the_metadata(fields, expected):
    assert title_in(fields) == expected


SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D:20240501093000+02'00'", datetime(2024, 5, 1, 9, 30, tzinfo=SUMMER)),
        ("D:20240501093000Z", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        ("D:20240501093000Z00'00'", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        ("D:20240501", datetime(2024, 5, 1, tzinfo=SUMMER)),
        (
            "20240501093000-0330",
            datetime(2024, 5, 1, 9, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        ),
        ("D:19700101000000Z", None),
        ("D:29990101000000Z", None),
        ("D:20241341000000Z", None),
        ("D:20240501093000+99'00'", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_in_the_metadata(text, expected):
    found = date_in({"CreationDate": text}, SUMMER)
    assert (found, found and found.utcoffset()) == (expected, expected and expected.utcoffset())


def test_metadata_of_a_file():
    fields = {
        "Title": "Ujë te mulliri",
        "Author": "Ada Hill; Mira Quay",
        "CreationDate": "D:20240501093000+02'00'",
    }
    article = read(pdf(page(ALBANIAN), **fields))
    assert (article.title, article.authors) == ("Ujë te mulliri", ("Ada Hill", "Mira Quay"))
    assert article.date == datetime(2024, 5, 1, 9, 30, tzinfo=SUMMER)
    assert authors_in({"Author": "admin"}) == authors_in({"Author": "a@b.example"}) == ()
    assert read(pdf(page([" ".join(ENGLISH) * 4]))).title == "report"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\nnothing", "broken"),
        (pdf(page(ENGLISH))[:300], "broken"),
        (pdf([]), "no text layer"),
        (pdf(page(["1 2 3"])), "no text layer"),
    ],
)
def test_files_that_are_refused(content, reason):
    with pytest.raises(ExtractionError, match=reason):
        read(content)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=1), "more than 1 pages"),
        (Limits(letters=50), "more than 50 letters"),
        (Limits(size=100), "larger than 100 bytes"),
    ],
)
def test_files_beyond_the_limits_are_refused(limits, reason):
    with pytest.raises(ExtractionError, match=reason):
        read_pdf(RawDocument(pdf(page(ENGLISH), page(ENGLISH)), "a.pdf"), UTC, limits)


def test_files_folders_and_zips_of_them_are_sources(tmp_path):
    file = tmp_path / "in" / "report.pdf"
    file.parent.mkdir()
    file.write_bytes(pdf(page(PERSIAN, title="آب در آسیاب", rtl=True)))
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file, "may/report.bin")
    for path in (file, file.parent, packed):
        [record] = open_source(path).records()
        with ExtractionPool(UTC, workers=1) as pool:
            [(_, [article])] = pool([record])
        assert (article.title, article.language, article.kind) == ("آب در آسیاب", "fa", Form.DOCUMENT)
        assert article.file.endswith(("report.pdf", "report.bin"))


def test_without_the_package_a_file_is_named_with_what_to_install(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(page(ENGLISH)))
    [record] = PdfFile(tmp_path / "a.pdf", "no_such_package").records()
    assert isinstance(record, Failure)
    assert "pip install 'fehrest[pdf]'" in record.reason


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b"<html>", "does not begin like one")])
def test_a_file_that_is_only_named_like_a_pdf_is_named(content, reason, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(content)
    [record] = open_source(file).records()
    assert reason in record.reason
