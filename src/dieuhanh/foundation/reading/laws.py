"""Names of laws, codes and ordinances: which words after "Luật" still belong to its name."""

from __future__ import annotations

import re
from typing import Final

from .prepared import Prepared

# Official names (lower case, tone on the first vowel). Laws not listed are found by their number, date or year, or by grammar.
_NAMES: Final = """
an ninh mạng|an ninh quốc gia|an toàn, vệ sinh lao động|an toàn thông tin mạng|an toàn thực phẩm|bảo hiểm tiền gửi|bảo hiểm xã hội|bảo hiểm y tế
bảo vệ bí mật nhà nước|bảo vệ môi trường|bảo vệ và kiểm dịch thực vật|bảo vệ quyền lợi người tiêu dùng|bảo vệ dữ liệu cá nhân|bảo vệ và phát triển rừng
bảo vệ, chăm sóc và giáo dục trẻ em|ban hành văn bản quy phạm pháp luật|ban hành văn bản qppl|ban hành văn bản quy phạm pháp luật của hội đồng nhân dân, ủy ban nhân dân
bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân|bầu cử đại biểu hội đồng nhân dân|bầu cử đại biểu quốc hội|biên giới quốc gia|biên phòng việt nam
biển việt nam|bình đẳng giới|bưu chính|cán bộ, công chức|các công cụ chuyển nhượng|các tổ chức tín dụng|cạnh tranh|căn cước|căn cước công dân
cảnh sát biển việt nam|cảnh sát cơ động|chăn nuôi|chất lượng sản phẩm, hàng hóa|chăm sóc sức khỏe nhân dân|chính quyền địa phương|chuyển giao công nghệ
chứng khoán|công an nhân dân|công an xã|công chứng|công đoàn|công nghệ cao|công nghệ thông tin|công nghiệp công nghệ số|công nghiệp quốc phòng, an ninh và động viên công nghiệp
cơ quan đại diện nước cộng hòa xã hội chủ nghĩa việt nam ở nước ngoài|cư trú|dạy nghề|dân quân tự vệ|dân sự|dẫn độ|dầu khí|di sản văn hóa|doanh nghiệp|doanh nghiệp nhà nước
du lịch|dược|dữ liệu|dự trữ quốc gia|đa dạng sinh học|đất đai|đặc xá|đấu giá tài sản|đấu thầu|đầu tư|đầu tư công|đầu tư theo phương thức đối tác công tư
đê điều|địa chất và khoáng sản|điện ảnh|điện lực|đo đạc và bản đồ|đo lường|đường bộ|đường sắt|đường sắt việt nam|đường thủy nội địa|giá|giám định tư pháp|giáo dục
giáo dục đại học|giáo dục nghề nghiệp|giáo dục quốc phòng và an ninh|giao dịch điện tử|giao thông đường bộ|giao thông đường thủy nội địa|hàng hải|hàng không dân dụng việt nam
hải quan|hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác|hóa chất|hòa giải ở cơ sở|hòa giải, đối thoại tại tòa án|hoạt động giám sát của quốc hội và hội đồng nhân dân
hoạt động chữ thập đỏ|hôn nhân và gia đình|hộ tịch|hợp tác xã|hình sự|hội đồng nhân dân và ủy ban nhân dân|kế toán|khám bệnh, chữa bệnh|khám chữa bệnh|khí tượng thủy văn|khiếu nại|khiếu nại, tố cáo
khoa học và công nghệ|khoa học, công nghệ và đổi mới sáng tạo|khoáng sản|kiểm toán độc lập|kiểm toán nhà nước|kiến trúc|kinh doanh bảo hiểm|kinh doanh bất động sản
lao động|lâm nghiệp|luật sư|lý lịch tư pháp|lực lượng dự bị động viên|lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở|lưu trữ|mặt trận tổ quốc việt nam
mặt trận tổ quốc|năng lượng nguyên tử|ngân hàng nhà nước việt nam|ngân sách nhà nước|nghĩa vụ quân sự|người cao tuổi|người khuyết tật|người lao động việt nam đi làm việc ở nước ngoài theo hợp đồng
nhà giáo|nhà ở|nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại việt nam|nuôi con nuôi|phá sản|phòng bệnh|phòng cháy và chữa cháy|phòng cháy, chữa cháy và cứu nạn, cứu hộ
phòng cháy, chữa cháy|phòng, chống bạo lực gia đình|phòng, chống bệnh truyền nhiễm|phòng, chống khủng bố|phòng, chống ma túy|phòng, chống mua bán người|phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (hiv/aids)
phòng, chống rửa tiền|phòng, chống tác hại của rượu, bia|phòng, chống tác hại của thuốc lá|phòng, chống tham nhũng|phòng, chống thiên tai|phòng thủ dân sự|phòng không nhân dân
phổ biến, giáo dục pháp luật|quảng cáo|quản lý ngoại thương|quản lý nợ công|quản lý, bảo vệ công trình quốc phòng và khu quân sự|quản lý thuế|quản lý, sử dụng tài sản công|quản lý, sử dụng tài sản nhà nước|quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ
quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp|quản lý và đầu tư vốn nhà nước tại doanh nghiệp|quốc phòng|quốc tịch việt nam|quy hoạch|quy hoạch đô thị
quy hoạch đô thị và nông thôn|sĩ quan quân đội nhân dân việt nam|sở hữu trí tuệ|sử dụng năng lượng tiết kiệm và hiệu quả|tài nguyên, môi trường biển và hải đảo|tài nguyên nước|tài chính
tần số vô tuyến điện|thanh niên|thanh tra|thể dục, thể thao|thi đua, khen thưởng|thi hành án dân sự|thi hành án hình sự|thi hành tạm giữ, tạm giam|thống kê|thú y|thủ đô|thủy lợi|thủy sản
thuế bảo vệ môi trường|thuế giá trị gia tăng|thuế sử dụng đất nông nghiệp|thuế sử dụng đất phi nông nghiệp|thuế tài nguyên|thuế thu nhập cá nhân|thuế thu nhập doanh nghiệp|thuế tiêu thụ đặc biệt
thuế xuất khẩu, thuế nhập khẩu|thư viện|thực hành tiết kiệm, chống lãng phí|thực hiện dân chủ ở cơ sở|thực hiện dân chủ ở xã, phường, thị trấn|thương mại|tiêu chuẩn và quy chuẩn kỹ thuật|tiếp cận thông tin
tiếp công dân|tín ngưỡng, tôn giáo|tố cáo|tố tụng dân sự|tố tụng hành chính|tố tụng hình sự|tổ chức chính phủ|tổ chức chính quyền địa phương|tổ chức hội đồng nhân dân và ủy ban nhân dân|tổ chức quốc hội
tổ chức cơ quan điều tra hình sự|tổ chức tòa án nhân dân|tổ chức viện kiểm sát nhân dân|trách nhiệm bồi thường của nhà nước|trật tự, an toàn giao thông đường bộ|trẻ em|trọng tài thương mại|trồng trọt
trợ giúp pháp lý|trưng cầu ý dân|trưng mua, trưng dụng tài sản|tư pháp người chưa thành niên|tương trợ tư pháp|viên chức|việc làm|viễn thông|xây dựng|xuất bản|xử lý vi phạm hành chính
xuất cảnh, nhập cảnh của công dân việt nam|ưu đãi người có công với cách mạng|dân số|cảnh sát môi trường|án phí, lệ phí tòa án|chi phí tố tụng|quản lý thị trường|tình trạng khẩn cấp
bộ đội biên phòng|động viên công nghiệp|giống cây trồng|ngoại hối|phí và lệ phí|công nghiệp quốc phòng|hàng hải việt nam|báo chí|bưu chính, viễn thông|ký kết, gia nhập và thực hiện điều ước quốc tế
điều ước quốc tế|thỏa thuận quốc tế|hội đồng nhân dân|tổ chức tín dụng|giải quyết tranh chấp lao động|nhà văn hóa|phát triển đô thị|người có công với cách mạng
"""
NAMES: Final = frozenset(n for line in _NAMES.splitlines() for n in line.split("|") if n)
_LONGEST: Final = max(len(n.split()) for n in NAMES)
_FIRSTS: Final = frozenset(n.split()[0].rstrip(",") for n in NAMES)
_WORD: Final = re.compile(r"[ ]?\s?(?:[^\W_]+(?:\)|,(?=\s)|;)?|\(hiv/aids\))")
_UNTIL: Final = re.compile(
    r"[^;.:()\n“”\"]{2,160}?(?=,?\s+(?:số\s+[0-9]|[0-9]{1,3}/[0-9]{4}/|(?:năm\s+)?ngày\s+[0-9]|(?:năm\s+)?[12][0-9]{3}\b))"
)
# What never stands in a name but often right behind one.
_AFTER: Final = frozenset(
    [
        "được",
        "đã",
        "thì",
        "có",
        "phải",
        "để",
        "theo",
        "tại",
        "trên",
        "trong",
        "cho",
        "khi",
        "nếu",
        "nhằm",
        "bị",
        "là",
        "đến",
        "này",
        "đó",
        "hiện",
        "nay",
        "như",
        "hoặc",
        "do",
        "quy",
        "bảo",
        "đảm",
        "với",
        "mới",
        "số",
        "năm",
        "ngày",
        "thuộc",
        "khóa",
        "từ",
        "sẽ",
        "cần",
        "đối",
        "liên",
        "nêu",
        "vừa",
        "gắn",
    ]
)
# A name that ends here is not whole: "Quản lý, bảo vệ ...".
_UNFINISHED: Final = frozenset(
    (
        "quản lý",
        "bảo vệ",
        "phòng",
        "sử dụng",
        "xuất cảnh",
        "nhập cảnh",
        "thực hành",
        "phổ biến",
        "ký kết",
        "hiến",
        "trưng mua",
    )
)
_HEAD_NEXT: Final = re.compile(
    r"(?:bộ\s+)?(?:luật|pháp\s+lệnh)\b|nghị\s|quyết\s+định|thông\s+tư|chỉ\s+thị|các\s|những\s|pháp\s+luật|văn\s+bản"
)


def listed_end(p: Prepared, at: int) -> int | None:
    """The end of the longest listed name at `at`."""
    ends: list[int] = []
    words: list[str] = []
    best = None
    for match in _WORD.finditer(p.low, at, min(len(p.low), at + 200)):
        if ends and match.start() != ends[-1]:
            break
        word = match[0].strip()
        if not words and word.rstrip(",;)") not in _FIRSTS:
            return None
        words.append(word)
        ends.append(match.end())
        if " ".join(words).rstrip(",;)") in NAMES:
            best = match.end() - (len(word) - len(word.rstrip(",;)")))
        if len(words) >= _LONGEST:
            break
    return best


def dated_end(p: Prepared, at: int) -> int | None:
    """The end of a name that runs up to the law's number, date or year, whatever its words."""
    match = _UNTIL.match(p.low, at)
    if not match or _HEAD_NEXT.search(match[0], 1):
        return None
    if any(w in _AFTER for w in match[0].split()) and match.end() - at > 1:
        return None
    return match.end()


def grammar_end(p: Prepared, at: int) -> int | None:
    """The end of an unlisted name: a capital word and what follows it until punctuation or a word that goes on with the sentence."""
    if at >= len(p.shown) or not p.shown[at].isupper():
        return None
    end = None
    for count, match in enumerate(re.finditer(r"(?:,?\s)?[^\W_]+", p.low[at : at + 120])):
        if (end is not None and at + match.start() != end) or count >= 7:
            break
        if match[0].startswith(",") and p.low[at:end] not in _UNFINISHED:
            break
        word = match[0].lstrip(",").strip()
        if (
            word in _AFTER
            or word in ("và", "của", "về")
            or _HEAD_NEXT.match(p.low, at + match.start() + len(match[0]) - len(word))
        ):
            break
        end = at + match.end()
    return end
