import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.vietnamese.text import aligned_nfc, fold, fold_same_length, nfc, tone_style

VIETNAMESE = st.text(
    nfc("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ ĐƯ1-")
)


def nfd(s: str) -> str:
    return unicodedata.normalize("NFD", s)


@given(VIETNAMESE)
def test_fold_does_not_care_how_the_text_is_composed_or_cased(s: str) -> None:
    assert fold(s) == fold(nfd(s)) == fold(s.upper())
    assert re.fullmatch(r"[a-z0-9 -]*", fold(s))


@given(st.text())
def test_fold_is_stable(s: str) -> None:
    assert fold(fold(s)) == fold(s)


def test_fold_reads_eth_as_barred_d() -> None:
    assert fold("Ðống Đa") == "dong da"


@given(st.text())
def test_fold_of_same_length_keeps_offsets(s: str) -> None:
    assert len(fold_same_length(s)) == len(s)


@given(VIETNAMESE)
def test_fold_of_same_length_is_the_fold_but_for_blanks(s: str) -> None:
    assert " ".join(fold_same_length(s).split()) == fold(s)


@given(VIETNAMESE)
def test_both_ways_of_placing_a_tone_lead_to_each_other(s: str) -> None:
    first = tone_style(s)
    assert tone_style(tone_style(s, "second")) == first
    assert tone_style(first) == first
    assert fold(first) == fold(s)


def test_tone_style_leaves_closed_syllables_and_qu_alone() -> None:
    assert tone_style("hoàn, huỳnh, quý, quả, thuở") == "hoàn, huỳnh, quý, quả, thuở"
    assert tone_style("HOÀ Hoà hoà, khoẻ, thuỷ") == "HÒA Hòa hòa, khỏe, thủy"


@given(VIETNAMESE)
def test_aligned_text_points_back_at_the_decomposed_original(s: str) -> None:
    original = nfd(s)
    aligned = aligned_nfc(original)
    assert aligned.text == nfc(s)
    for i, c in enumerate(aligned.text):
        assert nfc(original[aligned.origin(i) : aligned.origin(i + 1)]) == c


@given(st.text(st.characters() | st.sampled_from("\u0300\u0323\u0302aô")))
def test_aligned_offsets_never_run_backwards(s: str) -> None:
    aligned = aligned_nfc(s)
    origins = [aligned.origin(i) for i in range(len(aligned.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(s)


def test_aligned_offset_finds_the_letter_that_holds_a_mark() -> None:
    aligned = aligned_nfc("a\u0301b")
    assert [aligned.offset(i) for i in range(4)] == [0, 0, 1, 2]
