"""Which clauses are tasks, where one ends, and the verb that names it (rules of marking, sections 3 to 6)."""

import pytest

from dieuhanh.foundation.reading import read

AREA = "(1) Về kinh tế\n"


def spans(prose: str) -> list[str]:
    return [task.text for task in read(AREA + prose).tasks]


def head(clause: str) -> str:
    (task,) = read(AREA + clause).tasks
    return task.head_verb


def test_sentences_semicolons_and_dong_thoi_part_tasks() -> None:
    prose = "Rà soát quỹ đất công. Lập hồ sơ cấp giấy; cắm mốc giới các thửa; đồng thời công khai danh sách tại trụ sở."
    assert spans(prose) == [
        "Rà soát quỹ đất công",
        "Lập hồ sơ cấp giấy",
        "cắm mốc giới các thửa",
        "công khai danh sách tại trụ sở",
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Kiểm tra chợ dân sinh, xử lý sạp hàng lấn chiếm và thu dọn rác thải.",  # comma and "và"
        "Kiểm tra các chợ dân sinh; các siêu thị mini.",  # things, no second verb
        "Rà soát; thống kê các hộ kinh doanh.",  # no object of its own
        "Tổ chức tiêm vắc xin cho người già; không để sót đối tượng.",  # negative outcome
        "Lắp camera tại các ngõ; nhằm phòng ngừa trộm cắp.",  # purpose
        "Sửa chữa trạm bơm (thay máy; nạo vét bể hút) trước mùa mưa.",  # inside brackets
        "Hoàn thiện hồ sơ các dự án: dự án cầu vượt; dự án bãi đỗ xe; xây dựng nhà văn hóa phường.",  # a list of things
        "Triển khai chuyển đổi số trong trường học. Trong đó, ưu tiên học bạ điện tử.",  # emphasis
    ],
)
def test_what_does_not_part_a_task(prose: str) -> None:
    assert len(spans(prose)) == 1


def test_assuring_a_service_not_named_before_is_a_task() -> None:
    assert len(spans("Sửa chữa đường ngõ; bảo đảm chiếu sáng các tuyến phố.")) == 2
    assert len(spans("Sửa chữa đường ngõ; bảo đảm đúng tiến độ.")) == 1


def test_a_list_of_actions_behind_a_colon_is_parted_and_its_lead_in_left_out() -> None:
    assert spans(
        "Tập trung thực hiện các nhiệm vụ sau: rà soát hộ nghèo; cấp thẻ bảo hiểm y tế; tặng quà người có công."
    ) == [
        "rà soát hộ nghèo",
        "cấp thẻ bảo hiểm y tế",
        "tặng quà người có công",
    ]


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        ("Khẩn trương rà soát, bổ sung quy hoạch phân khu.", "rà soát"),
        ("Tổ chức tập huấn kỹ năng số cho cán bộ.", "tập huấn"),
        ("Tổ chức các hoạt động chào mừng ngày lễ lớn.", "Tổ chức"),
        ("Thực hiện tốt công tác quản lý bến bãi.", "quản lý"),
        ("Triển khai thực hiện Đề án làng nghề.", "Triển khai"),
        ("Tiếp tục đẩy mạnh tuyên truyền pháp luật về hộ tịch.", "tuyên truyền"),
        ("Phối hợp với Công an phường giải tỏa chợ cóc.", "giải tỏa"),
        ("Phối hợp với Công an phường trong việc giữ gìn trật tự.", "Phối hợp"),
        ("Chủ trì, phối hợp với Sở Tư pháp ban hành quy chế tiếp dân.", "ban hành"),
        ("Thực hiện tốt công tác phòng, chống dịch sốt xuất huyết.", "phòng, chống"),
        ("Giao Phòng Kinh tế nghiên cứu phương án chợ đêm.", "nghiên cứu"),
        ("Chú ý các điểm trông giữ xe không phép.", "Chú ý"),
    ],
)
def test_head_verb(clause: str, verb: str) -> None:
    assert head(clause) == verb


@pytest.mark.parametrize(
    "prose",
    [
        "Các đơn vị nghiêm túc thực hiện Kế hoạch này.",
        "Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
        "Trưởng phòng chịu trách nhiệm trước Chủ tịch về số liệu báo cáo.",
        "Nếu để xảy ra sai phạm thì xử lý nghiêm người đứng đầu.",
        "Đây là nhiệm vụ quan trọng của năm.",
        "Năm qua, quận đã hoàn thành 15 chỉ tiêu.",
        "Kế hoạch này có hiệu lực từ ngày ký.",
    ],
)
def test_no_task(prose: str) -> None:
    assert spans(prose) == []


def test_watching_with_a_stated_day_is_a_task() -> None:
    (task,) = read(AREA + "Phòng Nội vụ tổng hợp kết quả thực hiện Kế hoạch này trước ngày 20 hằng tháng.").tasks
    assert task.deadline is not None
    assert task.deadline.iso == "XXXX-XX-20"


def test_purposes_and_principles_give_no_tasks() -> None:
    text = "I. MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao chất lượng phục vụ.\nII. NHIỆM VỤ\n1. Nâng cấp cổng dịch vụ công.\n2. Mở lớp tập huấn."
    assert [t.text for t in read(text).tasks] == ["Nâng cấp cổng dịch vụ công", "Mở lớp tập huấn"]


def test_items_under_demands_say_how_not_what() -> None:
    text = "1. Giao Sở Tư pháp hoàn thiện dự thảo, bảo đảm một số yêu cầu sau:\na) Rà soát kỹ các điều khoản.\nb) Lấy ý kiến nhân dân."
    assert [t.head_verb for t in read(text).tasks] == ["hoàn thiện"]


def test_a_title_with_only_unit_and_time_lines_below_is_itself_the_task() -> None:
    text = "1. Tổ chức kiểm tra an toàn hồ đập\n- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.\n- Thời gian: tháng 5 năm 2024."
    (task,) = read(text).tasks
    assert task.text == "Tổ chức kiểm tra an toàn hồ đập"
    assert [u.text for u in task.lead] == ["Sở Nông nghiệp và Môi trường"]


def test_the_preamble_gives_no_tasks() -> None:
    text = "Để ổn định giá cả, yêu cầu các phường thực hiện các nội dung sau:\n1. Kiểm tra giá thịt lợn.\n2. Niêm yết giá công khai."
    assert [t.head_verb for t in read(text).tasks] == ["Kiểm tra", "Niêm yết"]


@pytest.mark.parametrize(
    "item",
    [
        "Sửa chữa mái trường, hoàn thành trước ngày 30 tháng 9 năm 2024; sản phẩm: biên bản nghiệm thu.",
        "Sửa chữa mái trường; sản phẩm: biên bản nghiệm thu, hoàn thành trước ngày 30 tháng 9 năm 2024.",
        "Sửa chữa mái trường. Sản phẩm: biên bản nghiệm thu.",
        "Sửa chữa mái trường.\nSản phẩm: biên bản nghiệm thu.",
        "Sửa chữa mái trường; kết quả đầu ra: biên bản nghiệm thu.",
    ],
)
def test_product(item: str) -> None:
    (task,) = read(f"1. Về giáo dục\n- {item}").tasks
    assert task.product == "biên bản nghiệm thu"
    assert "sản phẩm" not in task.text.lower()


def test_tasks_name_the_heading_they_stand_under() -> None:
    reading = read("I. NHIỆM VỤ\n1. Về y tế\n- Xây dựng trạm y tế.\n2. Về chợ\n- Di dời chợ tạm.")
    assert [reading.headings[t.heading].title for t in reading.tasks if t.heading is not None] == ["Về y tế", "Về chợ"]


def test_a_title_with_tasks_of_its_own_below_is_no_task() -> None:
    text = (
        "1. Tổ chức tập huấn cho cán bộ xã\n- Mở lớp tin học.\n- Thời gian: tháng 5 năm 2024.\n"
        "Lớp học đặt tại trụ sở.\n- Cơ quan chủ trì: Sở Nội vụ."
    )
    assert [t.text for t in read(text).tasks] == ["Mở lớp tin học"]
