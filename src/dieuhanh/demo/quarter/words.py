"""What the people of the demo write. Documents they name end with «minh họa»: none of them exists."""

from __future__ import annotations

PROGRESS = [
    "Đã phân công và lập danh mục việc phải làm",
    "Đã thu số liệu của các đơn vị, đang đối chiếu",
    "Đã làm xong phần chuẩn bị, đang kiểm tra thực tế",
    "Đã hoàn thành dự thảo, đang lấy ý kiến",
    "Đã làm được khoảng một nửa khối lượng",
    "Đang hoàn thiện hồ sơ, còn chờ một đơn vị gửi số liệu",
]
DONE = [
    "Đã hoàn thành và gửi báo cáo kết quả",
    "Đã thực hiện đủ nội dung được giao, kết quả nêu trong báo cáo",
    "Đã trình và được phê duyệt",
    "Đã hoàn thành, hồ sơ lưu tại đơn vị",
]
NO_DOCUMENT = "việc thực hiện tại chỗ, kết quả ghi trong sổ theo dõi của đơn vị"
HANDED_BACK = "Chưa có ảnh và danh sách từng tổ dân phố, bổ sung rồi gửi lại"
REOPENED = [
    "Báo cáo chưa có số liệu của các phường, đề nghị bổ sung",
    "Sản phẩm chưa đúng yêu cầu của kế hoạch, đề nghị hoàn thiện",
]
EXTENSION = [
    "Phải chờ hướng dẫn của Sở, dự kiến có trong tuần tới",
    "Khối lượng hồ sơ lớn hơn dự kiến, cần thêm thời gian kiểm tra thực tế",
    "Cán bộ phụ trách được điều động tham gia phòng, chống dịch",
]
GRANTED = "Đồng ý; đơn vị báo cáo tiến độ hằng tuần"
REFUSED = "Việc không thể chậm hơn, đề nghị đơn vị bố trí thêm người"
SENT_BACK = [
    "Nội dung này thuộc chức năng của đơn vị khác, đề nghị xem lại",
    "Trùng với việc đơn vị đã được giao tại kế hoạch chuyên đề",
]
GIVEN_AGAIN = "Việc thuộc chức năng của đơn vị; phần trùng lặp được trừ ra khi báo cáo"
LINES = [
    "Việc này dân đang hỏi nhiều, báo cáo tôi nguyên nhân chậm và ngày xong",
    "Đề nghị đơn vị nêu rõ còn vướng ở khâu nào",
    "Phải có số liệu cụ thể từng phường, không báo cáo chung chung",
    "Ưu tiên làm trước, cần kết quả để báo cáo Thành phố",
]
ANSWERS = [
    "Còn chờ xác nhận của một đơn vị, sẽ xong trong tuần này",
    "Đã bổ sung số liệu từng phường, gửi kèm báo cáo",
    "Vướng ở khâu bố trí kinh phí, đơn vị đã làm việc với Phòng Tài chính - Kế hoạch",
]
PART_ASKED = "Đề nghị gửi số liệu phần việc của đơn vị để tổng hợp"
PART_ANSWERED = "Đã gửi số liệu qua thư điện tử công vụ"
REVIEWS = [
    ("good", "Thực hiện đều, không có phản ánh của Nhân dân"),
    ("good", "Đã làm đúng kế hoạch trong tháng"),
    ("limited", "Có làm nhưng chưa thường xuyên do tập trung phòng, chống dịch"),
]
SOURCE = "điện thoại của đơn vị, văn phòng ghi lại"
PAUSED_FOR, PAUSE_LETTER = "Sở Kế hoạch và Đầu tư", "Văn bản số 1201/UBND-VP (minh họa)"
RULE_GROUND = "Quy chế làm việc của UBND quận (minh họa)"
CALLS = [
    ((2021, 11, 16), "Đơn vị báo đang chờ số liệu của hai phường, hứa gửi báo cáo trong tuần"),
    ((2021, 11, 19), "Đã nhắc lần hai; trưởng đơn vị trực tiếp chỉ đạo, gửi dự thảo trước ngày 24/11"),
    ((2021, 11, 23), "Hỏi lại tiến độ: còn vướng xác nhận của cơ quan tài chính, sẽ báo cáo bằng văn bản"),
]
DIRECTIONS = [
    # day, who gives it, area, unit, last day, title, words as they were noted
    (
        (2021, 10, 18),
        "chutich",
        "kinh-te",
        "Phòng Tài chính - Kế hoạch",
        (2021, 10, 29),
        "Rà soát nợ đọng xây dựng cơ bản, báo cáo từng dự án",
        "Giao Phòng TC-KH rà soát nợ đọng xây dựng cơ bản, báo cáo từng dự án trước 30/10",
    ),
    (
        (2021, 11, 3),
        "phochutich.dothi",
        "do-thi",
        "Phòng Quản lý đô thị",
        (2021, 11, 19),
        "Kiểm tra các điểm úng ngập sau mưa, đề xuất xử lý",
        "QLĐT đi kiểm tra các điểm úng ngập, đề xuất xử lý xong trong ngày 19/11",
    ),
    (
        (2021, 11, 23),
        "chutich",
        "do-thi",
        "UBND phường Hạ Đình",
        (2021, 12, 3),
        "Giải quyết dứt điểm phản ánh về điểm tập kết rác ở ngõ 236 Khương Đình",
        "Hạ Đình giải quyết dứt điểm phản ánh điểm tập kết rác ngõ 236, xong trước 04/12",
    ),
    (
        (2021, 11, 23),
        "phochutich.vanxa",
        "phong-chong-dich",
        "Phòng Y tế",
        (2021, 11, 30),
        "Lập danh sách người trên 50 tuổi chưa tiêm đủ liều",
        "Y tế lập danh sách người trên 50 tuổi chưa tiêm đủ, xong trước 01/12",
    ),
]
