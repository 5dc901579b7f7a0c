import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.vietnamese.collation import person_sort_key, sort_key
from dieuhanh.foundation.vietnamese.text import nfc

DICTIONARY = "a à ả ã á ạ ai ăn ân ba|ba ba|bà|bà ba|bả|bã|bá|bạ|ban|băn|bân|ca|da|đa|e|ê|f|go|gô|gơ|j|u|ư|w|y|z"


def test_words_stand_as_in_a_dictionary() -> None:
    words = DICTIONARY.replace("a à ả ã á ạ ai ăn ân ", "a|à|ả|ã|á|ạ|ai|ăn|ân|").split("|")
    assert all(sort_key(a) < sort_key(b) for a, b in pairwise(words))


@pytest.mark.parametrize(("less", "more"), [("Tổ 2", "Tổ 10"), ("9", "10"), ("Khu 3", "Khu A"), ("Điều 3", "Điều 3a")])
def test_numbers_go_by_size(less: str, more: str) -> None:
    assert sort_key(less) < sort_key(more)


def test_case_signs_and_tone_placing_only_break_ties() -> None:
    assert sort_key("hòa bình") < sort_key("Hoà Bình 2")
    assert sort_key("Hoà bình") < sort_key("hòa bình 2")
    assert sort_key("Hòa") != sort_key("hòa")
    assert sort_key("A-B") < sort_key("a b c")


@given(st.text(), st.text())
def test_equal_texts_and_only_they_share_a_key_start(a: str, b: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", a)) == sort_key(nfc(a))
    if sort_key(a) == sort_key(b):
        assert nfc(a).encode()[:16] == nfc(b).encode()[:16]


@given(st.text(max_size=2000))
def test_a_key_fits_an_index(s: str) -> None:
    assert len(sort_key(s)) <= 257
    assert len(person_sort_key(s)) <= 514


def test_a_key_of_a_long_title_is_cut_but_still_orders_its_beginning() -> None:
    assert sort_key("An " * 500) < sort_key("Bình " * 500)


def test_people_go_by_given_name_then_the_rest() -> None:
    people = ["Đỗ Hoài An", "Trần Văn An", "Lê Văn Ân", "Nguyễn Thị Bình", "Phạm Bình"]
    mixed = people[2:] + people[:2]
    assert sorted(mixed, key=person_sort_key) == people


def test_one_word_names_sort_before_longer_ones() -> None:
    assert person_sort_key("An") < person_sort_key("Bùi An") < person_sort_key("Ân")
