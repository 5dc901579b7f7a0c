"""The words of Vietnamese administration by what they do in an order: verbs, light verbs, words to pass over, units, nouns.

A phrase may do several things ("yêu cầu" assigns or is the action itself; "tổ chức" is a light verb or a body).
"""

from __future__ import annotations

from typing import Final

VERB: Final = 1  # the action of an order
LIGHT: Final = 2  # gives way to the verb behind it
SKIP: Final = 4  # how one goes about it: passed over while a verb follows
ASSIGN: Final = 8  # the issuer gives an order to the unit behind
DUTY: Final = 16  # must, has the duty to
CHAIR: Final = 32  # leads the work
COOP: Final = 64  # works with the units behind
DEPENDENT: Final = 128  # opens a clause that belongs to the one before
NOUN: Final = 256  # no action starts here
UNIT: Final = 512  # may be told to do something
LINK: Final = 1024  # joins clauses, stays outside
EMPTY: Final = 2048  # a noun between a light verb and its verb
MANNER: Final = 4096  # an adverb behind a verb
FIXED: Final = 8192  # a noun that only looks like a verb
INTRO: Final = 16384  # opens a phrase before the order itself
STATED: Final = 32768  # tells what is, was or will be: no order

PREDICATE: Final = VERB | LIGHT | SKIP | DUTY | CHAIR | COOP | ASSIGN

_VERBS: Final = """
áp dụng|ấn định|bám sát|ban hành|bàn giao|bảo dưỡng|bảo đảm|đảm bảo|bảo quản|bảo tồn|bảo trì|bảo vệ|báo cáo|biên soạn|biên tập|biểu dương|bình ổn|bình xét
bồi dưỡng|bồi thường|bổ nhiệm|bổ sung|bố trí|cải cách|cải tạo|cải thiện|can thiệp|cảnh báo|cắt giảm|cắt tỉa|cân đối|cấp|cấp phát|cấp phép|cập nhật|chấm dứt
chăm lo|chăm sóc|chấn chỉnh|chấp hành|chế biến|chi|chi trả|chia sẻ|chỉ đạo|chỉ định|chỉnh lý|chỉnh sửa|chỉnh trang|chọn|đẩy nhanh|chống|chuẩn bị|chuẩn hóa
chuyển|chuyển đổi|chuyển giao|chứng nhận|chứng thực|công bố|công khai|công nhận|củng cố|cung cấp|cung ứng|cụ thể hóa|cưỡng chế|dạy nghề|di dời|diễn tập|dọn dẹp|duy trì|duy tu
dự báo|dự thảo|dự trữ|đa dạng hóa|đánh giá|đào tạo|đàm phán|đặt hàng|đấu giá|đấu nối|đấu thầu|đấu tranh|đầu tư|đăng ký|đăng tải|đề cử|đề nghị|đề ra|đề xuất|đi đầu|đi đôi
điều chỉnh|điều động|điều hành|điều phối|điều tra|điều tiết|đình chỉ|định hướng|định giá|đo đạc|đôn đốc|đối chiếu|đối thoại|đổi mới|đồng bộ|đồng bộ hóa|động viên|đơn giản hóa|đưa|đúc rút
gắn biển|gắn kết|gặp gỡ|gặp mặt|ghi nhận|giải đáp|giải ngân|giải phóng|giải quyết|giải tỏa|giải trình|giám định|giám sát|giảm|giảm nghèo|giảm thiểu|giảng dạy|giao|giáo dục|giới thiệu|giữ gìn|giữ vững|góp ý|gửi
hạ ngầm|hạn chế|hiện đại hóa|hiệp thương|hình thành|hoàn chỉnh|hoàn tất|hoàn thành|hoàn thiện|hoạch định|họp|hỗ trợ|hợp nhất|huấn luyện|huy động|hướng dẫn|hưởng ứng|in ấn
kê khai|kết nối|kêu gọi|khai giảng|khai thác|khai trương|khám|khánh thành|khắc phục|khảo sát|khen thưởng|khích lệ|khoanh vùng|khôi phục|khởi công|khơi dậy|khơi thông|khuyến cáo|khuyến khích|khử khuẩn
kích hoạt|kiểm dịch|kiểm định|kiểm điểm|kiểm kê|kiểm đếm|kiểm đạc|trích đo|quy chủ|bốc thăm|bắt thăm|cắt cử|canh gác|cảnh giới|chỉ dẫn|chứng kiến|đối khớp|ghi hình|giám hộ|hẹn|hỏi|mượn|phân làn|phân lô|phỏng vấn|rà gỡ|sàng tuyển|soi|thẩm vấn|thu phí|tiếp dân|trả lương|truyền dẫn|truy cập|tuyển|tuyển dụng|xếp|kiểm soát|kiểm tra|kiến nghị|kiện toàn|ký|ký kết|lãnh đạo|lấy ý kiến|lấy mẫu|lắp đặt|lập|liên hệ|liên kết|loại bỏ|lồng ghép|lưu trữ|lưu ý|luân chuyển|lựa chọn
mở|mở rộng|mua sắm|mua|nạo vét|nắm|nắm bắt|nắm chắc|nắm vững|nâng|nâng cao|nâng cấp|ngăn chặn|ngăn ngừa|nghe|nghiêm cấm|nghiệm thu|nghiên cứu|nhân rộng|nhận diện|niêm yết|nộp|nuôi dưỡng
ổn định|phản ánh|phản biện|phát động|phát hành|phát hiện|phát huy|phát triển|phát sóng|phát thanh|phân bổ|phân cấp|phân công|phân giao|phân loại|phân luồng|phân tích|phân định|phê duyệt|phong tỏa|phòng ngừa|phòng, chống|phòng chống|phòng, ngừa|phòng tránh|phổ biến
phổ cập|phục dựng|phục hồi|phục vụ|quán triệt|quản lý|quản trị|quảng bá|quy định|quyết định|quyết toán|ra quân|ra mắt|ra soát|rà soát|rà xét|rút gọn|rút ngắn|rút kinh nghiệm
sàng lọc|sắp sếp|sắp xếp|sẵn sàng|sáp nhập|siết chặt|soạn thảo|sơ kết|sơ tán|số hóa|sử dụng|sưu tầm|sửa chữa|sửa đổi|tạo|tạo điều kiện|tạo lập|tạo nguồn|tập hợp|tập huấn|tất toán|tham gia ý kiến|tham mưu|tham vấn|thanh kiểm tra|thanh lý|thanh quyết toán
thanh thải|thanh toán|thanh tra|thanh, kiểm tra|thành lập|thay thế|theo dõi|thể chế hóa|thẩm định|thẩm tra|thăm|thăm hỏi|thay đổi|thí điểm|thi công|thi hành|thi tuyển|thiết kế|thiết lập|thỏa thuận|thông báo|thông qua|thông tin|thống kê|thu
thu dung|thu gom|thu hồi|thu hút|thu thập|thúc đẩy|thuê|thực hành|tích hợp|tiêm|tiêm chủng|tiến hành|tiếp cận|tiếp đón|tiếp công dân|tiếp nhận|tiếp thu|tiếp xúc|tiết kiệm|tiêu hủy|tinh giản|tìm kiếm|tính toán|tổ chức lại|tôn tạo|tôn vinh|tổng hợp|tổng kết|tổng rà soát|trả lời|trang bị|trang trí|tranh thủ
trao|trao đổi|trao tặng|triệt phá|triệu tập|trình|tri ân|tru bổ|trồng|truy quét|truy thu|truy vết|truyền thông|truyền tải|tu bổ|tu sửa|tuần tra|tuyên dương|tuyên truyền|tuyển chọn|tuyển dụng|tuyển quân|tư vấn|tước|ứng dụng|ứng cứu|ứng phó|ủng hộ|ưu tiên
vận chuyển|vận động|vận hành|vinh danh|viếng|vệ sinh|xác định|xác lập|xác minh|xác nhận|xã hội hóa|xây dựng|xem xét|xét|xét duyệt|xét nghiệm|xét xử|xóa|xóa bỏ|xúc tiến|xuất bản|xử lý|xử phạt|xử trí|yêu cầu|bảo hộ|chuyển tiếp|đăng|đóng|đón tiếp|hòa giải|khởi động
kiểm nghiệm|kiểm toán|làm việc|làm rõ|làm giàu|làm sạch|lan tỏa|luân phiên|mời|nêu|nhắc nhở|nhập liệu|phúc tra|rút|sắp đặt|soát xét|tái cơ cấu|tái thiết|tăng|tăng thu|tháo dỡ|tháo gỡ|tham quan|thẩm tra|thu giữ|tiến cử|tích lũy|trích|trợ cấp|trợ giúp|tự kiểm tra|tự đánh giá|tự rà soát
ưu đãi|vay|viết|xếp hạng|xếp loại|xoá|đánh số|đặt tên|đính chính|gắn mã|gia hạn|giải thể|hậu kiểm|tiền kiểm|khoán|khởi tạo|mã hóa|minh bạch hóa|nhận|niêm phong|phối trí|rà quét|thực thi|tiêu thoát|trang cấp|trấn áp|truy cứu|tự chủ|đáp ứng|bắt|bắt giữ|bóc tách|bù đắp|cam kết|chất vấn|chiêu sinh|dành|dán|dập dịch|đặt|gìn giữ|giúp đỡ|gọi|khởi tố|lập lại|lắng nghe|nhân lên|nối|sản xuất|sáng tác|sinh hoạt|tái định cư|tặng|thắp|thăm khám|thử nghiệm|thừa kế|tích trữ|tổng duyệt|tổng vệ sinh|trưng bày|trưng mua|tuyển sinh|vớt|xác thực|xin|xin ý kiến|so sánh|bó gọn|bó|gom|sơ tuyển|khám tuyển|dàn dựng|phát|điều chuyển|tự chấm điểm|vá|lau dọn|sơn kẻ|kẻ vạch|thay mới|dựng|giữ|giữ nguyên|hạ ngầm|phân phát|cấp phát|tái kiểm tra|bàn thảo|cân|đề đạt|đo kiểm|đối sánh|ghi chép|gia tăng|hòa mạng|hoàn trả|khai báo|khảo nghiệm|lắp mới|mở thêm|mở mới|nhận diện|phân rã|phát phiếu|rà quét|sưu tập|tách|tập kết|thu nộp|thu nhận|thông báo|tiếp nối|tiếp thị|trám vá|trồng mới|vệ sinh|vớt rác|xếp lịch|giao ban|trực|kết hợp|cử|vận dụng|học tập|tách bạch|chấp thuận|nội luật hóa|bảo mật|bao phủ|bãi bỏ|bêu gương|biểu diễn|bình chọn|bịt|bơm|bốc xếp|bù|cách ly|cai nghiện|cảm hóa|cắm|cắm mốc|cắt|cấm|chấm|chấm điểm|chi viện|chiêu mộ|chốt|chốt chặn|chú giải|chụp|cho vay|cho thuê|cho phép|chữa|chữa cháy|chuyển tải|cổ vũ|cô lập|công diễn|cơ cấu lại|cứu hộ|cứu trợ|dẫn dắt|dập tắt|dọn|duyệt|đào|đánh bắt|đập|đền bù|đề bạt|điểm danh|điện tử hóa|điều phối|định danh|đo|đo lường|đốt|đổi|đúc kết|đương đầu|gắn|gắn biển|gây dựng|gia cố|gia công|giao nộp|giao lưu|giao nhận|giãn|giãn dân|giăng|giật|gỡ bỏ|hàn gắn|hệ thống hóa|hiến|hiến máu|hiệu chỉnh|hoán đổi|hội đàm|hợp tác|hủy|hủy bỏ|hút|kéo giảm|kéo dài|kết nạp|khám sàng lọc|khám chữa bệnh|khoan|khóa|khống chế|khuyến mại|kiềm chế|kiện|lai tạo|lắp|lên án|lĩnh hội|loại trừ|luyện tập|mai táng|miễn|miễn giảm|nạo|nắn|ngăn|ngầm hóa|ngừng|nhân bản|nhập khẩu|nhổ|nối mạng|ôn tập|phá dỡ|phá bỏ|phản bác|phát quang|phân nhóm|phân tuyến|phân vùng|phân giới|phủ xanh|phun|quây|quét|quét dọn|quy tập|quy hoạch lại|quyên góp|rải|rào|sát hạch|sao lưu|san lấp|san nền|săn bắt|sơn|sửa|tái lập|tái cấu trúc|tái chế|tái sử dụng|tạm dừng|tập kết|tập luyện|tập dượt|thả|thanh khoản|tháo|thắt chặt|thay|thăm dò|thâm canh|thẩm duyệt|thi đấu|thông tuyến|thông xe|thu xếp|thuê mướn|thuyết minh|tiếp sức|tiếp tế|tiếp quản|tiếp thị|tiêm phòng|tiêu độc|tiêu thụ|tìm|tìm hiểu|tỉa|tố giác|tổng điều tra|tổng kiểm tra|trám|tráng|trấn chỉnh|treo|triệu hồi|trông giữ|trợ cước|truy bắt|truy tìm|truy tố|truyền dạy|trưng dụng|tu bổ|tuân thủ|tuyên án|tuyên thệ|tưới|tước bỏ|ươm|vẽ|vô hiệu hóa|xả|xả lũ|xây|xây mới|xây lại|xét tặng|xét tuyển|xuất bán|xuất cấp|xuất khẩu|xử trí|xúc|đối soát|đối thoại|tạo dựng|cấp đổi|cấp mới|làm|làm mới|đón|đọc
"""
_LIGHT: Final = "tổ chức|thực hiện|triển khai|tăng cường|đẩy mạnh|làm tốt|có|tiến hành"
_SKIP: Final = """
khẩn trương|tiếp tục|chủ động|kịp thời|tập trung|thường xuyên|định kỳ|tích cực|trực tiếp|sớm|phấn đấu|chú trọng|quan tâm|chú ý|bám sát tình hình|đề cao trách nhiệm|quyết liệt|tham gia|nghiêm túc|nhanh chóng|chủ trương
đặc biệt quan tâm|đặc biệt chú trọng|hết sức|tăng tốc|nêu cao tinh thần trách nhiệm|đề cao vai trò|phát huy tinh thần trách nhiệm|linh hoạt|ngay|thừa ủy quyền|thay mặt|thường trực|cùng|giúp|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng tuần|hàng tuần|hằng ngày|hàng ngày|từng bước|cùng nhau|đồng loạt|bám sát|đầu mối|làm đầu mối|là cơ quan đầu mối|là đầu mối|trước mắt|ưu tiên|quyết tâm|nỗ lực|cố gắng|gương mẫu|nghiêm chỉnh|chặt chẽ|sát sao|kiên quyết|cơ bản|toàn diện|đồng bộ|trên cơ sở đó|nhất là|tự|cũng|luôn
"""
_ASSIGN: Final = "giao|phân công|đề nghị|yêu cầu|kính đề nghị|giao cho|ủy quyền|ủy quyền cho|giao trách nhiệm cho|giao nhiệm vụ cho|chỉ định|kính mời|trân trọng đề nghị"
_DUTY: Final = "có trách nhiệm|chịu trách nhiệm|phải|cần|cần phải|có nhiệm vụ|được giao nhiệm vụ|chịu trách nhiệm chính|sẽ|có trách nhiệm chủ động|được giao"
_CHAIR: Final = "chủ trì|là cơ quan chủ trì|làm chủ trì|là đơn vị chủ trì|chủ trì và|giữ vai trò chủ trì"
_COOP: Final = "phối hợp|phối hợp chặt chẽ|phối hợp cùng|phối hợp với|phối hợp chặt chẽ với|phối hợp cùng với|cùng với|chủ động phối hợp|chủ động phối hợp với|phối kết hợp|phối kết hợp với|cùng phối hợp|phối hợp hiệu quả với|phối hợp đồng bộ với|phối hợp, hướng dẫn|phối hợp chặt chẽ cùng|phối hợp liên ngành|phối, kết hợp với"
_DEPENDENT: Final = """
để|ưu tiên|nhằm|góp phần|tạo sự|tạo tiền đề|tạo cơ sở|tạo đồng thuận|tạo sự đồng thuận|tạo chuyển biến|tạo môi trường|làm căn cứ|làm cơ sở|gắn với|gắn liền với|theo|trên cơ sở|phù hợp|phù hợp với|trong đó|đặc biệt|đặc biệt là|nhất là|trước hết|coi|coi đây là|xem đây là|xác định đây là|không để|không|tránh|tuyệt đối không|kiên quyết không
làm tiền đề|hướng tới|qua đó|từ đó|bao gồm|gồm|cụ thể|trừ|kể cả|bằng|thông qua|như|với|theo hướng|theo phương châm|đúng|trong|dứt điểm|chậm nhất|đến hết|hoàn thành trước|hoàn thành trong|hoàn thành ngày|hoàn thành vào ngày|xong ngày|xong trong|hoàn thành chậm nhất|xong trước|thời gian hoàn thành|thời hạn hoàn thành|đáp ứng yêu cầu|tiến độ
"""
_NOUNS: Final = """
các|những|một|một số|mọi|từng|số|toàn bộ|tất cả|dự án|đề án|chương trình|kế hoạch|chính sách|văn bản|chế độ chính sách|danh mục|danh sách|hồ sơ|tài liệu|nội dung|nguồn|mức|tỷ lệ|tình hình|kết quả|việc làm|khả năng|hiệu quả|chất lượng|nguyên tắc|kinh phí|hội nghị|hội thảo|hội thi|hội chợ|bộ máy|bộ quy tắc|bộ phận|bộ luật|bộ tiêu chí|xã hội|đội ngũ|vụ việc|vụ án|ban hành kèm theo
đoàn viên|hội viên|cán bộ|công chức|viên chức|người lao động|người dân|nhân dân|học sinh|sinh viên|giáo viên|trẻ em|đối tượng|hộ|hộ gia đình|đường|tuyến|khu|cụm|điểm|hạ tầng|công trình|thủ tục|dịch vụ|cơ sở|cơ chế|quy trình|quy chế|quy chuẩn|tiêu chí|tiêu chuẩn|chỉ tiêu|mục tiêu|phương án|giải pháp|phong trào|cuộc vận động|hoạt động|sản phẩm|thời gian|tiến độ|đây|nơi|vấn đề|vướng mắc|khó khăn|thông tin liên lạc|thông tin thị trường|chuyên đề|nghị quyết|nghị định|quyết định số|chỉ thị|thông tư|luật|pháp lệnh|công văn|biển báo|đất|nhà|điện|nước|ngân sách|vốn|thuế|phí|giá|thu nhập|chi phí|quỹ|chủ đề|chủ trương, chính sách|ý kiến|tinh thần|đời sống|môi trường|an ninh|trật tự|quốc phòng|kinh tế|văn hóa|giáo dục và đào tạo|y tế|khoa học|công nghệ|nông nghiệp|công nghiệp|thương mại|giao thông|cải cách hành chính công
trụ sở|hợp đồng|quy định tại|quy định của|quy định về|các quy định|hướng dẫn của|quyết định của|kế hoạch của|theo quy định|liên quan|có liên quan|được giao thực hiện|được phân công|được giao chủ trì|chức năng|thẩm quyền|lĩnh vực|địa bàn|giai đoạn|bản tin|dung lượng|phạm vi|phạm vi quản lý|thuộc phạm vi quản lý|địa bàn quản lý|lĩnh vực quản lý|các cấp|giúp việc|công lập|ngoài công lập|dân lập|độc lập|giáo dục thường xuyên|phối hợp hoạt động|quy mô|được giao tại
"""
_UNITS: Final = """
bộ|sở|ban|ngành|cục|chi cục|tổng cục|vụ|phòng|văn phòng|trung tâm|ủy ban|ủy ban nhân dân|ubnd|hđnd|tt hđnd|ubmttq|ub mttq|mttq|hội đồng|hội đồng nhân dân|công an|viện|viện kiểm sát|viện kiểm sát nhân dân|tòa án|tòa án nhân dân|thanh tra|kho bạc|kho bạc nhà nước|ngân hàng|ngân hàng chính sách|bảo hiểm xã hội|bhxh|hội|hội nông dân|hội phụ nữ|hội liên hiệp phụ nữ|hội cựu chiến binh|hội chữ thập đỏ|liên đoàn lao động|liên đoàn|đoàn|đoàn thanh niên|đoàn tncs|mặt trận|mặt trận tổ quốc|đảng ủy|thành ủy|quận ủy|huyện ủy|tỉnh ủy|thị ủy|cấp ủy|chi bộ|chi ủy|đảng bộ|đảng đoàn|ban cán sự|chính quyền|đoàn thể|cơ quan|đơn vị|địa phương|doanh nghiệp|tập đoàn|tổng công ty|công ty|trường|nhà trường|bệnh viện|trạm y tế|đài|đài phát thanh|đài truyền hình|cơ quan báo chí|tổ công tác|tổ|tổ dân phố|đội|ban quản lý|ban quản lý dự án|ban qlda|bqlda|bql|ban chỉ đạo|bcđ|ban chỉ huy|ban chỉ huy quân sự|hạt kiểm lâm|bộ chỉ huy|bộ tư lệnh|quân khu|chủ tịch|phó chủ tịch|bộ trưởng|thứ trưởng|thủ trưởng|giám đốc|phó giám đốc|trưởng ban|trưởng phòng|trưởng các|bí thư|chánh văn phòng|chánh thanh tra|hiệu trưởng|thủ tướng|thủ tướng chính phủ|phó thủ tướng|chính phủ|quốc hội|tổng giám đốc|người đứng đầu|lãnh đạo các|lãnh đạo ubnd|phường|xã|quận|huyện|thành phố|tỉnh|thị trấn|thị xã|đặc khu|lực lượng|lực lượng công an|chủ đầu tư|nhà thầu|hợp tác xã|tòa soạn|học viện|đại học|trường đại học|phân hiệu|tiểu ban|thường trực|thường trực hđnd|thường trực hội đồng|ban thường vụ|ban chấp hành|ban tổ chức|ban tuyên giáo|ban dân vận|ban nội chính|ủy ban kiểm tra|tổ chức chính trị|tổ chức đảng|tổ chức chính trị - xã hội|tổ chức đoàn thể|tổ chức thành viên|các tổ chức|hội cơ sở|cấp ủy, chính quyền|điện lực|công ty điện lực|bưu điện|viễn thông|hải quan|thuế|chi nhánh|chi nhánh ngân hàng|cơ sở giáo dục|cơ sở y tế|cơ sở đào tạo|quân đội|cảnh sát|đội quản lý|đội quản lý thị trường|đội thanh tra|đội cảnh sát|tổng giám đốc|kiểm toán nhà nước|lđlđ|bch|bchqs|ttyt|cđ|tand|vksnd|ttptqđ|cnttt|đồng chí|các đồng chí|thành viên|thành viên ban chỉ đạo|ủy viên|trạm|thôn|khu phố|hiệp hội|câu lạc bộ|liên minh hợp tác xã|công đoàn|liên hiệp|các ban|cá nhân|xí nghiệp|nhà thiếu nhi|nhà văn hóa|thư viện|bảo tàng|hạt quản lý đê|hạt|trường mầm non|trường tiểu học|trường trung học|trường thcs|trường thpt|mầm non|tiểu học|trung học cơ sở|trung học phổ thông|thcs|thpt|ban bầu cử|ủy ban bầu cử|tổ bầu cử|trường bồi dưỡng cán bộ|trường bồi dưỡng cán bộ giáo dục|trung tâm giáo dục thường xuyên|nhà xuất bản|tòa soạn|trạm|ban liên lạc|ban đại diện|phòng khám|nhà máy|trung tâm hành chính công|ban quản lý dự án đầu tư xây dựng|ban quản lý dự án đầu tư|ban qlda đầu tư xây dựng|ban qlda đtxd|trung tâm phát triển quỹ đất|trung tâm phát triển|văn phòng đăng ký đất đai|văn phòng đăng ký|chi nhánh văn phòng đăng ký đất đai|viện nghiên cứu phát triển|viện nghiên cứu|trung tâm bồi dưỡng chính trị|trung tâm giáo dục nghề nghiệp|đội quản lý trật tự xây dựng đô thị|đội quản lý trật tự xây dựng|đội thanh tra xây dựng|ban chỉ đạo phòng, chống dịch|ban chỉ đạo phòng chống dịch|ban chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn|ban chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn|ban chỉ huy phòng, chống thiên tai|ban chỉ huy phòng chống thiên tai|ban chỉ huy phòng thủ dân sự|hội đồng bồi thường, hỗ trợ và tái định cư|hội đồng phổ biến, giáo dục pháp luật|hội đồng phối hợp phổ biến giáo dục pháp luật|hội đồng phối hợp phổ biến, giáo dục pháp luật|hội đồng thi đua, khen thưởng|hội đồng thi đua - khen thưởng|ban quản lý chợ|trung tâm kiểm soát bệnh tật|trung tâm dịch vụ việc làm|đội cảnh sát phòng cháy, chữa cháy và cứu nạn cứu hộ|đội cảnh sát phòng cháy chữa cháy|phòng cảnh sát quản lý hành chính về trật tự xã hội|cục cảnh sát quản lý hành chính về trật tự xã hội|trung tâm xúc tiến đầu tư|trung tâm hỗ trợ|ban tiếp công dân|văn phòng hđnd và ubnd|văn phòng hđnd - ubnd|văn phòng hội đồng nhân dân và ủy ban nhân dân|văn phòng đoàn đbqh và hđnd|văn phòng đoàn đại biểu quốc hội và hđnd|văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân|trụ sở tiếp công dân|bộ phận tiếp nhận và trả kết quả|tổ đại biểu|tổ phản ứng nhanh|tổ covid cộng đồng|người sử dụng lao động|hội sở|đơn vị sự nghiệp|tổng liên đoàn|trung ương|trung ương đoàn|vp|tc|qlđt|phó bí thư|viện trưởng|chánh án|tổng thanh tra|thống đốc|chủ nhiệm|phó chủ nhiệm|cổng thông tin|cổng thông tin điện tử
"""
_LINKS: Final = "đồng thời|ngoài ra|bên cạnh đó|trên cơ sở đó|theo đó|do đó|mặt khác|song song|song song với đó|tiếp đó|sau đó|cùng với đó|hơn nữa|vì vậy|trước mắt|thứ nhất|thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|một là|hai là|ba là|bốn là|năm là|sáu là|bảy là"
_EMPTY: Final = (
    "công tác|việc|nhiệm vụ|chế độ|biện pháp|các biện pháp|các công tác|các nhiệm vụ|các chế độ|một số biện pháp"
)
_MANNER: Final = """
tốt|hiệu quả|có hiệu quả|nghiêm|nghiêm túc|đồng bộ|quyết liệt|đầy đủ|kịp thời|chặt chẽ|thống nhất|triệt để|dứt điểm|cao|cao độ|mạnh mẽ|sâu rộng|sâu sát|thường xuyên|toàn diện|nghiêm minh|chính xác|đúng|rộng rãi|thực chất|tích cực|hơn nữa|ngay|nhanh|nhanh chóng|có trọng tâm, trọng điểm|tối đa|kỹ|rõ|cụ thể|công khai|minh bạch|về|khẩn trương|thắng lợi|hoàn thành|liên tục|có chất lượng|đúng tiến độ|đúng quy định|thật tốt|đến|tới|xong|thành công|an toàn|một cách|bước đầu|vững chắc|sâu sắc|rà|đa dạng|phong phú|thiết thực|quy mô|bài bản|công khai
"""
_FIXED: Final = """
giao ban|vệ sinh môi trường|thi đua khen thưởng|thi đua, khen thưởng|báo cáo viên|quy hoạch chung|quy hoạch chi tiết|kiểm tra sau|hướng dẫn này|quy định hiện hành|đăng ký kinh doanh một cửa|giao thông|giao thừa|thông tin điện tử|chi bộ|chi cục|thu nhập|chi phí|chi tiết|chi nhánh|cấp ủy|cấp có thẩm quyền|cấp huyện|cấp xã|cấp tỉnh|cấp trên|cấp thành phố|cấp quận|cấp phường|mở đầu|quy định tại|trình tự|trình độ|lập trường|đưa đón|họp báo|nâng tầm|trao quyền|chuyển biến|giảm nghèo bền vững|giáo dục và đào tạo|giáo dục đào tạo|giáo dục mầm non|giáo dục phổ thông|y tế dự phòng|sản xuất nông nghiệp|sản xuất kinh doanh|sản xuất, kinh doanh|quốc phòng an ninh|thanh tra viên|đầu tư công|đầu tư xây dựng cơ bản|dân vận|nội chính|cải cách tư pháp|cán bộ|tài chính|văn thư|lưu trữ|văn thư, lưu trữ|quy định|thực tiễn|trực ban|trực thuộc|phát thanh viên|xét xử viên|trực tuyến|nhận thức|nắng|phủ sóng|đặt cọc|bắt buộc|gọi chung|quay vòng|vay vốn|tăng trưởng|tăng trưởng kinh tế|phát minh|đóng góp|đọc giả
"""
_INTRO: Final = """
trên cơ sở|tùy điều kiện|tùy tính chất|tùy tình hình|tùy theo|căn cứ|theo chức năng|theo chức năng, nhiệm vụ|đối với|trong quá trình|trường hợp|nếu|khi|để|trong năm|trong tháng|trong quý|trước ngày|từ ngày|từ nay đến|đến ngày|đến hết|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng tuần|trong thời gian|trong phạm vi|sau khi|trước khi|thực hiện nghị quyết|thực hiện kết luận|qua|riêng|cùng với việc|song song với|cuối tháng|đầu tháng|cuối năm|đầu năm|định kỳ|nhằm|trước|đến|từ|vào|trong|tại|theo
"""
_STATED: Final = "đã|đang|là|xin|cơ bản thống nhất|thống nhất với|thống nhất|ghi nhận và đánh giá cao|đánh giá cao|hoan nghênh|nhất trí|ban hành kèm theo|có hiệu lực|bị|thuộc về|chưa|vừa qua|biểu dương|thông báo để|xin thông báo"


def word_set(listed: str) -> frozenset[str]:
    """Single words, listed with blanks between them."""
    return frozenset(listed.split())


NO_TAG: Final = (0, 1)
PHRASES: Final[dict[str, list[tuple[list[str], int, int]]]] = {}


def _split(phrase: str) -> list[str]:
    return phrase.replace(",", " ,").split()


def _build() -> None:
    classes: dict[str, int] = {}
    for listed, flag in (
        (_VERBS, VERB),
        (_LIGHT, LIGHT),
        (_SKIP, SKIP),
        (_ASSIGN, ASSIGN),
        (_DUTY, DUTY),
        (_CHAIR, CHAIR),
        (_COOP, COOP),
        (_DEPENDENT, DEPENDENT),
        (_NOUNS, NOUN),
        (_UNITS, UNIT),
        (_LINKS, LINK),
        (_EMPTY, EMPTY),
        (_MANNER, MANNER),
        (_FIXED, FIXED),
        (_INTRO, INTRO),
        (_STATED, STATED),
    ):
        for phrase in listed.replace("\n", "|").split("|"):
            if phrase.strip():
                classes[phrase.strip()] = classes.get(phrase.strip(), 0) | flag
    for phrase, flags in classes.items():
        words = _split(phrase)
        PHRASES.setdefault(words[0], []).append((words[1:], len(words), flags))
    for listed_phrases in PHRASES.values():
        listed_phrases.sort(key=lambda entry: -entry[1])


_build()


def tag(low: list[str], i: int) -> tuple[int, int]:
    """The classes and the length of the longest known phrase at word `i`."""
    second = low[i + 1] if i + 1 < len(low) else ""
    for tail, length, classes in PHRASES.get(low[i], ()):
        if length == 1 or (tail[0] == second and low[i + 1 : i + length] == tail):
            return classes, length
    return NO_TAG
