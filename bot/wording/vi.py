"""What the bot says in Vietnamese: polite and plain; the citizen is "anh/chị", the bot "em"."""

from bot.wording.form import Wording

VI = Wording(
    start=(
        "Xin chào anh/chị! Em là {service}, trợ lý tự động của {place}.\n\n"
        "Anh/chị hỏi về dịch vụ công, em trả lời ngay. Câu nào em chưa biết, em chuyển cho cán bộ và "
        "câu trả lời sẽ về ngay tại đây.\n\n"
        "Cứ gõ như nói hằng ngày, không dấu hay viết tắt đều được ạ."
    ),
    notice=(
        "Dữ liệu cá nhân (thông báo {version}): {place} lưu cuộc trò chuyện này để trả lời và để cán bộ "
        "xử lý câu hỏi. Xin đừng gửi số căn cước, mật khẩu, mã OTP hay ảnh giấy tờ khi chưa được yêu "
        "cầu. Anh/chị có quyền xem, nhận lại hoặc yêu cầu xóa dữ liệu: chỉ cần nhắn cho cán bộ tại đây."
    ),
    help=(
        "Anh/chị có thể:\n"
        "- Gõ câu hỏi, ví dụ: “làm lại căn cước bị mất cần gì?”\n"
        "- Xem các chủ đề và chọn câu hỏi có sẵn.\n"
        "- Gặp cán bộ khi em chưa giúp được.\n"
        "- Gõ mã câu hỏi (ví dụ BN-7K3F-2) để xem cán bộ đã trả lời chưa.\n"
        "- Đổi ngôn ngữ: tiếng Việt hoặc English."
    ),
    language_changed="Từ bây giờ em trả lời bằng tiếng Việt ạ.",
    language_question="Anh/chị muốn dùng ngôn ngữ nào? / Which language would you like?",
    in_vietnamese="Tiếng Việt",
    in_english="English",
    helped="Câu trả lời này có giúp được anh/chị không?",
    yes="Có ạ",
    no="Chưa",
    source="Nguồn: {sources}. Thông tin tính đến {as_of}.",
    confirm="Thông tin này chưa được xác nhận đầy đủ, xin anh/chị hỏi lại cơ quan giải quyết.",
    glad="Cảm ơn anh/chị. Em rất vui vì đã giúp được ạ.",
    follow_up_unknown=(
        "Về câu “{question}”, em chưa có thông tin riêng cho ý này. Anh/chị xem lại câu trả lời đầy "
        "đủ ở trên, hoặc bấm nút dưới đây để hỏi cán bộ."
    ),
    which_matter="Anh/chị hỏi về giấy tờ, thủ tục nào ạ? Gõ cả tên việc cần làm giúp em nhé.",
    answer_gone="Câu trả lời này không còn dùng nữa. Anh/chị gõ lại câu hỏi giúp em nhé.",
    did_you_mean="Có phải anh/chị muốn hỏi:",
    none_of_these="Không phải các câu này",
    stale="Nút này thuộc câu hỏi trước. Anh/chị gõ lại câu hỏi giúp em nhé.",
    write_please="Anh/chị gõ giúp em câu hỏi bằng chữ nhé, ngắn gọn cũng được.",
    topics="Anh/chị muốn xem về việc gì ạ?",
    category="{name}: anh/chị chọn câu hỏi nhé.",
    person_button="Gặp cán bộ",
    topics_button="Xem các chủ đề",
    status_button="Xem cán bộ đã trả lời chưa",
    forwarded=(
        "Em đã chuyển câu hỏi của anh/chị cho cán bộ. Mã câu hỏi: {code}\n{wait}\n"
        "Câu trả lời sẽ hiện ngay tại đây. Anh/chị cần bổ sung gì cứ nhắn tiếp."
    ),
    no_answer_yet="Câu này em chưa có câu trả lời chính xác nên không dám trả lời bừa.",
    sorry_not_helped="Em xin lỗi vì chưa giúp được anh/chị.",
    expired_answer="Quy định về việc này đang thay đổi, em chuyển cán bộ trả lời cho chắc chắn.",
    person_asked="Vâng, em mời cán bộ giúp anh/chị.",
    wait_known="Thời gian gần đây, một nửa số câu hỏi được cán bộ trả lời trong {typical}.",
    wait_unknown="Em chưa có đủ số liệu để báo trước thời gian chờ; cán bộ trả lời trong giờ làm việc.",
    ahead="Hiện có {count} câu hỏi đang chờ trước anh/chị.",
    minutes="khoảng {count} phút",
    hours="khoảng {count} giờ",
    days="khoảng {count} ngày",
    added="Em đã chuyển thêm cho cán bộ (mã {code}).",
    added_kind={
        "photo": "Em đã chuyển ảnh cho cán bộ (mã {code}).",
        "voice": "Em đã chuyển tin nhắn thoại cho cán bộ (mã {code}).",
        "document": "Em đã chuyển tệp cho cán bộ (mã {code}).",
        "place": "Em đã chuyển vị trí cho cán bộ (mã {code}).",
        "contact": "Em đã chuyển thông tin liên hệ cho cán bộ (mã {code}).",
    },
    which=(
        "Câu hỏi {code} của anh/chị đang chờ cán bộ. Tin nhắn vừa rồi là câu hỏi mới để em trả lời "
        "ngay, hay để em chuyển thêm cho cán bộ?"
    ),
    to_ticket_button="Chuyển cho cán bộ ({code})",
    already_open=(
        "Câu hỏi {code} của anh/chị đã ở chỗ cán bộ, đang chờ trả lời. Anh/chị cứ nhắn thêm tại đây."
    ),
    status_question="Anh/chị gõ mã câu hỏi giúp em, ví dụ BN-7K3F-2.",
    status_wrong_code="Mã {code} chưa đúng, có thể nhầm một ký tự. Anh/chị xem lại giúp em nhé.",
    status_unknown_code="Em không tìm thấy câu hỏi nào có mã {code}.",
    status_line="Câu hỏi {code}: {state} (gửi lúc {since}).",
    states={
        "waiting": "đang chờ cán bộ tiếp nhận",
        "claimed": "cán bộ đang xử lý",
        "answered": "đã có câu trả lời",
        "closed": "đã kết thúc",
    },
    no_ticket="Anh/chị chưa có câu hỏi nào chuyển cho cán bộ.",
    staff_answer="Cán bộ trả lời câu hỏi {code}",
    rate_please="Anh/chị đánh giá câu trả lời giúp em (1: chưa tốt, 5: rất tốt).",
    rated="Cảm ơn anh/chị đã đánh giá. Nếu muốn góp ý thêm, anh/chị gõ ngay tin nhắn tiếp theo.",
    rated_low=(
        "Em xin lỗi anh/chị vì câu trả lời chưa tốt. Anh/chị góp ý thêm ở tin nhắn tiếp theo, "
        "hoặc bấm nút dưới đây để cán bộ trả lời lại."
    ),
    reopen_button="Nhờ cán bộ trả lời lại",
    reopened="Em đã chuyển lại câu hỏi {code} cho cán bộ.",
    comment_thanks="Em đã ghi lại góp ý của anh/chị. Cảm ơn anh/chị.",
    ticket_closed="Câu hỏi {code} đã kết thúc. Anh/chị cần gì thêm cứ nhắn cho em.",
    emergency="Nếu có người đang gặp nguy hiểm, xin anh/chị gọi ngay (miễn phí, cả ngày đêm):",
    emergency_call="Anh/chị gọi điện trước, đừng chờ tin nhắn trả lời ở đây ạ.",
    emergency_numbers={
        "111": "111 – Tổng đài quốc gia bảo vệ trẻ em",
        "112": "112 – Cứu nạn, tìm kiếm cứu hộ",
        "113": "113 – Công an",
        "114": "114 – Cứu hỏa, cứu nạn",
        "115": "115 – Cấp cứu y tế",
    },
    unreadable={
        "photo": "Em chưa đọc được ảnh. Anh/chị gõ câu hỏi bằng chữ, hoặc để em chuyển ảnh cho cán bộ.",
        "voice": (
            "Em chưa nghe được tin nhắn thoại. Anh/chị gõ câu hỏi bằng chữ, hoặc để em chuyển cho "
            "cán bộ nghe."
        ),
        "document": "Em chưa đọc được tệp. Anh/chị gõ câu hỏi bằng chữ, hoặc để em chuyển cho cán bộ.",
        "sticker": "Em nhận được nhãn dán rồi ạ. Anh/chị cần hỏi gì cứ gõ cho em nhé.",
        "contact": (
            "Em chưa dùng được thông tin liên hệ này. Anh/chị gõ câu hỏi, hoặc để em chuyển cho cán bộ."
        ),
        "place": (
            "Em đã nhận vị trí. Anh/chị gõ thêm câu hỏi bằng chữ, hoặc để em chuyển cho cán bộ."
        ),
        "other": "Em chưa đọc được loại tin nhắn này. Anh/chị gõ câu hỏi bằng chữ giúp em nhé.",
    },
    too_large="Tệp này quá lớn hoặc không đúng loại. Em nhận ảnh, ghi âm và PDF đến 5 MB.",
    set_aside="Em xin lỗi anh/chị: hệ thống gặp lỗi nên chưa xử lý được tin nhắn vừa rồi. Tin nhắn đã được giữ lại và sẽ được xử lý khi lỗi được sửa; anh/chị không cần gửi lại.",
    apology=(
        "Em xin lỗi, hệ thống vừa gặp lỗi khi xử lý tin nhắn này. Em đã chuyển cho cán bộ, mã câu "
        "hỏi: {code}. Anh/chị không cần gửi lại."
    ),
    commands={
        "start": "Bắt đầu",
        "topics": "Xem các chủ đề",
        "person": "Gặp cán bộ",
        "status": "Xem câu hỏi đã gửi cán bộ",
        "language": "Đổi ngôn ngữ / Language",
        "help": "Hướng dẫn",
    },
    card_title="{code} · {state}",
    card_states={
        "waiting": "đang chờ",
        "claimed": "{name} đang xử lý",
        "answered": "{name} đã trả lời",
        "closed": "đã đóng",
    },
    card_urgent="⚠ KHẨN: có dấu hiệu nguy hiểm",
    card_kinds={
        "question": "",
        "data": "Yêu cầu về dữ liệu cá nhân",
        "report": "Phản ánh hiện trường",
    },
    card_term="Hạn theo luật: {day}",
    card_channel="Kênh: {channel}",
    card_hint="Trả lời (reply) tin này hoặc nhắn trong chủ đề để gửi cho người dân. Bắt đầu bằng // là ghi chú nội bộ.",
    card_link="Xem đầy đủ: {url}",
    card_claim="Nhận",
    card_release="Trả lại hàng chờ",
    card_close="Đóng",
    card_reopen="Mở lại",
    card_stars="Đánh giá: {stars}/5",
    note_citizen="Người dân nhắn thêm ({code})",
    note_file={
        "photo": "[ảnh]",
        "voice": "[tin nhắn thoại]",
        "document": "[tệp]",
        "sticker": "[nhãn dán]",
        "contact": "[thông tin liên hệ]",
        "place": "[vị trí]",
        "other": "[tin nhắn khác]",
    },
    note_urgent="⚠ KHẨN – {code}: có người có thể đang gặp nguy hiểm, xin một anh/chị vào ngay.",
    note_failed="⚠ Câu trả lời cho {code} không gửi được: {reason}",
    note_error="⚠ {name}: hệ thống gặp lỗi với tin nhắn vừa rồi, xin gửi lại hoặc trả lời ở trang quản lý.",
    refusals={
        "held_by_other": "Câu hỏi này người khác đang xử lý hoặc đã đóng.",
        "already_closed": "Câu hỏi này đã đóng.",
        "not_closed": "Câu hỏi này đang mở.",
        "no_ticket": "Không tìm thấy câu hỏi này.",
        "empty_answer": "Câu trả lời đang trống.",
        "file_not_taken": "Tệp này không gửi được (chỉ nhận ảnh, ghi âm, PDF đến 5 MB); câu trả lời chưa gửi đi.",
        "too_long": "Câu trả lời dài quá 4.000 ký tự.",
    },
)
