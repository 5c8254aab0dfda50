"""The conversation in Vietnamese: short enough for a phone, polite and plain."""

from bot.wording.talk_form import Talking

VI = Talking(
    examples="Ví dụ anh/chị có thể hỏi:",
    opening=(
        "Dạ, anh/chị cứ hỏi đi ạ, em nghe đây.",
        "Vâng, em đây ạ. Anh/chị cần hỏi việc gì, cứ gõ giúp em nhé.",
    ),
    test="Em nhận được tin của anh/chị rồi ạ. Anh/chị cần hỏi gì cứ gõ nhé.",
    full_button="Xem đủ",
    sources_button="Nguồn",
    updated="Cập nhật {month} · {count} nguồn",
    updated_one="Cập nhật {month} · 1 nguồn",
    sources="Thông tin tính đến {as_of}. Nguồn:\n{sources}",
    ask_owner="Anh/chị nên hỏi lại {owner} để chắc chắn.",
    acknowledged="Dạ, em vẫn ở đây, anh/chị cần gì cứ nhắn ạ.",
    same_again="Câu này em vừa trả lời ở ngay trên ạ. Anh/chị muốn xem đủ, xem chủ đề khác hay gặp cán bộ?",
    part_unknown=(
        "Về “{question}”, em chưa có thông tin riêng về {part}. Anh/chị xem câu trả lời đầy đủ, "
        "hoặc để em hỏi cán bộ giúp?"
    ),
    parts={
        "fee": "lệ phí",
        "time": "thời gian",
        "documents": "giấy tờ",
        "where": "nơi làm",
    },
    elsewhere=(
        "Em trả lời theo nơi đây. Ở tỉnh, thành khác, cách làm “{question}” thường theo cùng quy định chung, "
        "nhưng nơi nhận và mức phí có thể khác. Anh/chị hỏi Trung tâm phục vụ hành chính công nơi đó, "
        "hoặc để em hỏi cán bộ giúp?"
    ),
    in_your_case=(
        "Về “{question}”, em chỉ có câu trả lời chung, chưa rõ cho trường hợp này. Em hỏi cán bộ giúp anh/chị nhé?"
    ),
    in_your_case_too="Trường hợp này em cũng chưa có câu trả lời riêng ạ. Em hỏi cán bộ giúp anh/chị nhé?",
    expired="Quy định về việc này vừa thay đổi, câu trả lời cũ không còn dùng, nên em chuyển cán bộ trả lời.",
    draft="Câu trả lời cho việc này đang được soạn, chưa duyệt xong, nên em chuyển cán bộ trả lời.",
    is_it="Ý anh/chị là “{question}” phải không ạ?",
    is_it_yes="Đúng ạ",
    is_it_no="Không",
    which_of_these="Em chưa chắc anh/chị hỏi việc nào. Anh/chị chọn (hoặc gõ số) giúp em:",
    what_then="Dạ. Vậy anh/chị cần hỏi việc gì ạ? Anh/chị gõ lại bằng cách khác, hoặc chọn bên dưới nhé.",
    several="Anh/chị hỏi {count} việc. Em trả lời một việc trước; việc còn lại ở nút bên dưới ạ.",
    still_open="Anh/chị còn {count} việc đã hỏi. Anh/chị muốn xem việc nào?",
    nothing_open="Em không còn việc nào anh/chị hỏi mà chưa trả lời ạ.",
    no_earlier="Em chưa trả lời câu nào trước đó ạ. Anh/chị cần hỏi việc gì?",
    nothing_to_show="Em chưa có câu trả lời nào để xem đủ ạ. Anh/chị cần hỏi việc gì?",
    not_ours={
        "weather": "Em không xem được thời tiết ạ. Em trả lời về thủ tục, dịch vụ công của {place}.",
        "market": "Em không theo dõi giá cả, tỷ giá hay xổ số ạ. Em trả lời về thủ tục, dịch vụ công của {place}.",
        "trivia": "Việc này ngoài hiểu biết của em ạ. Em trả lời về thủ tục, dịch vụ công của {place}.",
        "small-talk": "Em chỉ là trợ lý tự động về dịch vụ công của {place}, chuyện này em không rành ạ.",
        "noise": "Em chưa đọc được tin này ạ. Anh/chị gõ lại câu hỏi bằng chữ giúp em nhé.",
    },
    say_more="Em chưa rõ anh/chị cần giúp việc gì. Anh/chị nói thêm giúp em: cần làm giấy tờ gì, hay gặp chuyện gì ạ?",
    say_more_again="Em vẫn chưa rõ ạ. Anh/chị thử gõ tên việc cần làm, ví dụ “làm lại căn cước”, hoặc để em gửi cán bộ.",
    missed_often=(
        "Em xin lỗi, em vẫn chưa hiểu đúng ý anh/chị. Anh/chị chọn trong các chủ đề, hoặc để cán bộ trả lời nhé?"
    ),
    shorter_none="Vâng, em sẽ nói ngắn hơn ạ. Anh/chị cần biết lệ phí, giấy tờ, thời gian hay nơi làm?",
    unclear="Em xin lỗi vì nói chưa rõ. Anh/chị chưa rõ chỗ nào: lệ phí, giấy tờ, thời gian, nơi làm? Hoặc để cán bộ giải thích nhé?",
    wrong="Em xin lỗi vì hiểu chưa đúng. Anh/chị nói lại bằng cách khác giúp em, hoặc chọn bên dưới ạ.",
    send_to_staff="Gửi cán bộ",
    write_anew="Gõ lại câu hỏi",
    person_about="Vâng, em mời cán bộ giúp anh/chị. Anh/chị cho em biết cần hỏi việc gì, để em chuyển đúng người ạ?",
    handed_over=(
        "Việc này em chưa có câu trả lời sẵn, nên em đã chuyển cán bộ: “{question}”\nMã câu hỏi: {code}\n{wait}\n"
        "Cán bộ trả lời ngay tại đây. Anh/chị muốn nói thêm thì cứ nhắn tiếp ạ."
    ),
    handed_over_short=(
        "Em đã chuyển cho cán bộ. Mã câu hỏi: {code}\n{wait}\nCán bộ trả lời ngay tại đây; anh/chị muốn nói thêm thì cứ nhắn tiếp ạ."
    ),
    take_back_button="Rút lại câu hỏi",
    add_button="Gửi thêm cho cán bộ ({code})",
    add_offer="Câu hỏi {code} vẫn đang ở chỗ cán bộ.",
    added_again="Em ghi thêm tin này rồi ạ (mã {code}).",
    added_same="Em hiểu đây vẫn là câu hỏi {code}. Em đã ghi thêm để cán bộ xem, anh/chị không cần gửi lại ạ.",
    taken_back="Em đã rút lại câu hỏi {code}. Khi cần, anh/chị cứ hỏi em tiếp ạ.",
    none_to_take_back="Anh/chị không có câu hỏi nào đang chờ cán bộ ạ. Anh/chị cần hỏi gì thêm không?",
    already_answered="Câu hỏi {code} đã được trả lời rồi ạ.",
    closed_already="Câu hỏi {code} đã kết thúc từ trước ạ.",
    within="Phần lớn câu hỏi gần đây được trả lời trong vòng {time} làm việc.",
    no_estimate="Em chưa đủ số liệu để báo trước thời gian; cán bộ trả lời trong giờ làm việc.",
    desk_is_open="Em trả lời suốt ngày đêm ạ; cán bộ đang trong giờ làm việc.",
    always_here="Em trả lời suốt ngày đêm ạ.",
    desk_opens="Hiện ngoài giờ làm việc; cán bộ mở cửa lúc {when}.",
    days_of_week=("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    today="hôm nay",
    tomorrow="ngày mai",
    minutes="{count} phút",
    hours="{count} giờ",
    days="{count} ngày",
    rights={
        "data-erase": (
            "Anh/chị có quyền yêu cầu xóa dữ liệu cá nhân (Luật 91/2025/QH15). Em đã ghi yêu cầu, mã {code}. "
            "Cán bộ phụ trách xác nhận chậm nhất {ack} và giải quyết chậm nhất {term}."
        ),
        "data-see": (
            "Chúng em lưu cuộc trò chuyện này và câu hỏi anh/chị gửi cán bộ. Anh/chị có quyền xem và nhận bản sao "
            "(Luật 91/2025/QH15). Em đã ghi yêu cầu, mã {code}; cán bộ phụ trách trả lời chậm nhất {term}."
        ),
        "data-withdraw": (
            "Anh/chị có quyền rút lại sự đồng ý bất cứ lúc nào (Luật 91/2025/QH15). Em đã ghi yêu cầu, mã {code}. "
            "Cán bộ phụ trách xác nhận chậm nhất {ack} và thực hiện chậm nhất {term}."
        ),
        "data-stop": (
            "Anh/chị có quyền phản đối hoặc hạn chế việc lưu dữ liệu của mình (Luật 91/2025/QH15). Em đã ghi yêu cầu, "
            "mã {code}. Cán bộ phụ trách xác nhận chậm nhất {ack} và thực hiện chậm nhất {term}."
        ),
    },
    rights_again="Yêu cầu về dữ liệu của anh/chị đã được ghi, mã {code}, và đang được xử lý ạ.",
    report_offer="Anh/chị muốn em gửi phản ánh này cho cán bộ xử lý không ạ? Có ảnh hay địa chỉ thì anh/chị gửi kèm giúp em.",
    report_yes="Gửi phản ánh",
    report_no="Không gửi",
    reported="Em đã gửi phản ánh của anh/chị cho cán bộ. Mã: {code}\n{wait}\nAnh/chị gửi thêm ảnh, địa chỉ ngay tại đây nhé.",
    report_photo="Em nhận được ảnh rồi ạ. Ảnh này về việc gì, ở đâu? Anh/chị gõ thêm giúp em, hoặc bấm để gửi cán bộ.",
    dropped="Vâng, em không gửi. Anh/chị cần gì thêm cứ nhắn em ạ.",
    complaint="Em rất tiếc vì anh/chị gặp chuyện không vui. Em chuyển ý kiến này cho cán bộ xem xét nhé?",
    place_now="{old} nay thuộc {new}.",
    place_same="{name} giữ nguyên tên ạ.",
    place_many="{name} trước đây nay gồm: {units}. Anh/chị ở xã, phường nào (tên cũ) để em tìm giúp?",
    place_unknown="Anh/chị gõ tên xã, phường (tên cũ hay mới đều được) giúp em nhé.",
    place_office=(
        "Em chưa có địa chỉ trụ sở {name} trong dữ liệu. Anh/chị tìm “UBND {name}” trên bản đồ, "
        "hoặc để em hỏi cán bộ giúp?"
    ),
    place_office_unnamed="Anh/chị cần tìm trụ sở của xã, phường nào ạ? (Tên cũ hay mới đều được.)",
    place_named="Nơi anh/chị nói: {name}.",
    dossier=(
        "Em không xem được hồ sơ của anh/chị. Anh/chị tra cứu bằng mã hồ sơ trên giấy hẹn tại "
        "https://dichvucong.gov.vn (mục Tra cứu hồ sơ), trên VNeID, hoặc hỏi nơi nhận hồ sơ."
    ),
    dossier_code=(
        "Em không xem được hồ sơ {code}. Anh/chị nhập mã này ở mục Tra cứu hồ sơ tại https://dichvucong.gov.vn, "
        "hoặc hỏi nơi nhận hồ sơ (địa chỉ trên giấy hẹn)."
    ),
    dossier_state="Hồ sơ {code}: {state}",
    condolence="Em xin chia buồn cùng gia đình mình ạ.",
    regret="Em rất xin lỗi vì anh/chị đã phải bực mình, chờ đợi.",
    word="Nếu xem ở máy khác, anh/chị gõ: {code} {word}",
)
