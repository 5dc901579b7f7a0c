"""What counts as a readable text file, and what one is told otherwise."""

import pytest

from dieuhanh.foundation.reading import LARGEST, UnreadableText, decode

TEXT = "Kế hoạch số 5\nRà soát hộ nghèo.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_line_ends_and_stray_marks_of_word_processors_stay() -> None:
    text = "Mục một\r\n" * 40 + "\x1f"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "trống"),
        (b" \r\n\t ", "trống"),
        (b"\xef\xbb\xbf", "trống"),
        (bytes(range(256)) * 8, "nhị phân"),
        (b"a\x00b", "nhị phân"),
        (b"\x01\x02\x03" * 50, "nhị phân"),
        (b"K\xd5 ho\xb9ch", "UTF-8"),  # TCVN3
        ("Kế hoạch".encode("utf-16-le"), "UTF-8"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "docx"),
        (b"a" * (LARGEST + 1), "20 MB"),
    ],
)
def test_refusals_say_why_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableText) as error:
        decode(data)
    assert says in str(error.value)
    assert "\n" not in str(error.value)
