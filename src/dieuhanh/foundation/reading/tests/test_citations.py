import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading.citations import find_citations
from dieuhanh.foundation.reading.model import Citation

PIECES = st.sampled_from(
    [
        "Luật ",
        "Luật sửa đổi, bổ sung một số điều của ",
        "Đất đai",
        ", ",
        " và ",
        "số ",
        "12/2020/QĐ-UBND",
        "7-NQ/TW",
        " ngày ",
        "3/2/2020",
        "của ",
        "UBND",
        " quận ",
        "Ba Đình",
        "\n",
        "  ",
        "Hiến pháp",
        "Nghị quyết ",
        "TCVN 12: 2001",
        " tại ",
        "ban hành ",
        "Đại hội XII",
        "đ",
        "́",
    ]
)
TEXTS = st.text() | st.lists(PIECES).map("".join)


def only(text: str) -> Citation:
    (found,) = find_citations(text)
    return found


def symbols(text: str) -> list[str | None]:
    return [c.symbol for c in find_citations(text)]


@given(TEXTS, st.sampled_from(["NFC", "NFD"]))
def test_every_mention_is_a_slice_of_any_text_and_none_overlap(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # the sampled names are the two forms
    end = 0
    for c in find_citations(text):
        assert c.text == text[c.start : c.end] != ""
        assert c.start >= end
        end = c.end


@given(TEXTS)
def test_composition_changes_places_only(text: str) -> None:
    one, other = (find_citations(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert [(c.symbol, c.kind, c.date, c.issuer) for c in one] == [(c.symbol, c.kind, c.date, c.issuer) for c in other]


def test_a_mention_runs_from_kind_to_issuer() -> None:
    text = "Căn cứ khoản 2 Điều 5 Quyết định số 71/2019/QĐ-UBND ngày 05 tháng 4 năm 2019 của UBND quận Ba Đình về chợ"
    assert only(text) == Citation(
        22, 98, text[22:98], "71/2019/QĐ-UBND", "quyết định", "2019-04-05", "UBND quận Ba Đình"
    )
    assert text[22:98].startswith("Quyết định")
    assert text[22:98].endswith("Ba Đình")


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("71/NQ -CP", "71/NQ-CP"),
        ("19- CT / TU", "19-CT/TU"),
        ("204/qđ-ttg", "204/QĐ-TTg"),
        ("88/BТС-QLN", "88/BTC-QLN"),  # Cyrillic Т and С
        ("178/CP", "178/CP"),
        ("66.3/2025/NQ-CP", "66.3/2025/NQ-CP"),
        ("31/2024/OH15", "31/2024/QH15"),
        ("09/2016/TTLT-BTP-BCA-TANDTC", "09/2016/TTLT-BTP-BCA-TANDTC"),
    ],
)
def test_symbols_are_mended(written: str, symbol: str) -> None:
    assert only(f"theo Văn bản số {written} về việc cũ").symbol == symbol


@pytest.mark.parametrize(
    "text",
    [
        "tỷ lệ 1/500",
        "20 m3/ngày",
        "họp ngày 2/9/2021",
        "giai đoạn 2021-2025",
        "làm 3/ca",
        "Mẫu số 05-PA",
        "Kế hoạch này",
        "24/24h",
        "kỷ luật Đảng",
        "pháp luật Việt Nam",
        "Luật này",
        "các nghị quyết của Quốc hội",
        "Số: /KH-UBND",
        "Dự thảo Luật Đo lường",
    ],
)
def test_what_is_no_document_is_not_cited(text: str) -> None:
    assert find_citations(text) == []


def test_the_letterheads_own_number_is_not_cited_but_its_appendix_is() -> None:
    text = "UBND QUẬN X\nSố: 15/KH-UBND\nKẾ HOẠCH\nPHỤ LỤC\n(Kèm theo Kế hoạch số 15/KH-UBND)"
    assert [c.start for c in find_citations(text)] == [text.index("Kế hoạch")]


def test_a_list_shares_its_kind_and_issuer() -> None:
    found = find_citations("các Chỉ thị số 4/CT-UBND, 5/CT-UBND và 6/CT-UBND của UBND tỉnh Hòa Bình")
    assert [(c.kind, c.symbol, c.issuer) for c in found] == [
        ("chỉ thị", f"{n}/CT-UBND", "UBND tỉnh Hòa Bình") for n in (4, 5, 6)
    ]


def test_kind_words_may_stand_apart_from_the_number() -> None:
    found = only("Báo cáo thẩm tra, góp ý số 9/BC-BPC ngày 1/7/2022 của Ban Pháp chế Hội đồng nhân dân tỉnh")
    assert (found.kind, found.issuer) == ("báo cáo", "Ban Pháp chế Hội đồng nhân dân tỉnh")


@pytest.mark.parametrize(
    ("text", "issuer", "date"),
    [
        ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 8/TTr-SNV ngày 1/7/2022", "Sở Nội vụ", "2022-07-01"),
        ("Ngày 03/4/2021, HĐND quận Ba Đình đã ban hành Nghị quyết số 5/NQ-HĐND", "HĐND quận Ba Đình", "2021-04-03"),
        ("do Bộ Công Thương trình tại văn bản số 6/TTr-BCT", "Bộ Công Thương", None),
        ("Thông báo số 5-TB/TU ngày 2/3/2020; việc khác của Sở Y tế", None, "2020-03-02"),
        ("Nghị quyết số 5/NQ-HĐND\nNgày 8 tháng 9 năm 2021 họp", None, None),
        (
            "Thông tư số 2/2020/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch, các bộ",
            "Bộ Văn hóa, Thể thao và Du lịch",
            None,
        ),
        ("CHỈ THỊ SỐ 3/CT-UBND CỦA ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH VỀ CHỢ", "Ủy ban nhân dân quận Ba Đình", None),
        ("Kế hoạch số 3/KH-BCĐ của Ban Chỉ đạo 138 quận về đêm", "Ban Chỉ đạo 138 quận", None),
    ],
)
def test_issuer_and_day_come_from_where_the_sentence_names_them(
    text: str, issuer: str | None, date: str | None
) -> None:
    found = only(text)
    assert (found.issuer, found.date) == (issuer, date)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thi hành Luật Phòng, chống thiên tai và các văn bản", "Luật Phòng, chống thiên tai"),
        ("theo Luật Đê điều, nguồn chi khác", "Luật Đê điều"),
        ("của LUẬT THƯ VIỆN TRÊN ĐỊA BÀN", "LUẬT THƯ VIỆN"),
        ("theo Luật Công nghiệp vũ trụ được ban hành", "Luật Công nghiệp vũ trụ"),
        ("Pháp lệnh Án phí, lệ phí Tòa án", "Pháp lệnh Án phí, lệ phí Tòa án"),
        ("phù hợp Hiến pháp, pháp luật", "Hiến pháp"),
    ],
)
def test_a_law_is_cited_by_its_name(text: str, name: str) -> None:
    found = only(text)
    assert (found.text, found.symbol, found.issuer) == (name, None, None)


@pytest.mark.parametrize("tail", [" số 5/2030/QH19", " ngày 2 tháng 3 năm 2030", " năm 2030", " 2030"])
def test_a_law_with_number_or_year_is_the_national_assemblys(tail: str) -> None:
    found = only(f"Căn cứ Luật Nuôi cá và chế biến cá{tail}; việc khác")
    assert found.text == f"Luật Nuôi cá và chế biến cá{tail}"
    assert found.issuer == "Quốc hội"


def test_a_law_that_amends_others_is_one_mention_with_its_own_number() -> None:
    found = only("Luật sửa đổi, bổ sung một số điều của Luật Dược, Luật Giá và Luật Thú y số 7/2031/QH19;")
    assert found.symbol == "7/2031/QH19"
    assert found.text.endswith("QH19")


def test_where_each_amended_law_has_its_number_the_amending_law_has_none() -> None:
    found = only("Luật sửa đổi, bổ sung một số điều của Luật Dược số 1/2016/QH13 và Luật Giá số 2/2023/QH15;")
    assert found.symbol is None


def test_of_a_draft_only_the_law_it_amends_is_cited() -> None:
    assert [c.text for c in find_citations("dự án Luật sửa đổi, bổ sung một số điều của Luật Dược")] == ["Luật Dược"]


def test_a_short_name_gets_the_full_symbol() -> None:
    assert symbols("Nghị quyết số 57-NQ/TW; theo Nghị quyết 57 và Nghị quyết 58") == ["57-NQ/TW", "57-NQ/TW"]


def test_a_number_without_letters_counts_with_its_day() -> None:
    assert symbols("Công văn số 812 ngày 3/5/2020 của Sở Y tế") == ["812"]


def test_congress_resolutions_and_standards() -> None:
    found = find_citations("Nghị quyết Đại hội Đảng bộ quận lần thứ V; TCVN 1234: 2010; QCVN 7:2023/BTNMT")
    assert [(c.kind, c.symbol) for c in found] == [
        ("nghị quyết", None),
        ("tiêu chuẩn", "TCVN 1234:2010"),
        ("quy chuẩn", "QCVN 7:2023/BTNMT"),
    ]
