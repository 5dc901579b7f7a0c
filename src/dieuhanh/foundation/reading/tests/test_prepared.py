import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading.prepared import prepare


@given(st.text() | st.text("uỷ hoà İẞ\u0301\u0323Ос\u00a0–"))
def test_both_readings_have_one_length_and_cover_the_text(text: str) -> None:
    p = prepare(text)
    assert len(p.shown) == len(p.low)
    assert "".join(p.place(i, i + 1)[2] for i in range(len(p.shown))) == text


def test_look_alikes_dashes_and_tones_are_mended_without_moving() -> None:
    p = prepare("ВТС – UỶ BAN")  # the first three letters are Cyrillic
    assert p.shown == "BTC - UỶ BAN"
    assert p.low == "btc - ủy ban"


def test_places_in_decomposed_text_hold_whole_letters() -> None:
    text = unicodedata.normalize("NFD", "Đề án")
    assert unicodedata.normalize("NFC", prepare(text).place(0, 2)[2]) == "Đề"
    assert prepare(text).offset(text.index("n")) == 4
