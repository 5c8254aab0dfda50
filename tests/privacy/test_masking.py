"""Personal numbers are masked, hotlines and fees are not."""

import pytest

from bot.privacy.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("căn cước 027099001234", "căn cước •••34"),
        ("CMND 125 123 456.", "CMND •••56."),
        ("gọi 0912.345.678 nhé", "gọi •••78 nhé"),
        ("gọi +84 912 345 678", "gọi •••78"),
        ("tk 19034567890123", "tk •••23"),
        ("mai@example.vn", "•••@•••"),
        ("xe 99A-123.45", "xe •••"),
        ("xe 29-A1 123.45", "xe •••"),
        ("sdt0912345678nhé", "sdt•••78nhé"),
        ("0912345678/0987654321", "•••78/•••21"),
        ("gọi (0222) 3 123 456", "gọi •••56"),
        ("gọi 0912  345  678", "gọi •••78"),
        ("gọi 0912–345–678", "gọi •••78"),
        ("số 1234567890123456789012345", "số •••45"),
    ],
)
def test_personal_numbers_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "gọi 113, 18001096 hoặc 1900.0368",
        "lệ phí 70.000 đồng",
        "từ 70.000 - 100.000 đồng",
        "từ 15/8/2026 đến 28/02/2027",
        "Nghị quyết 66.22/2026/NQ-CP",
    ],
)
def test_public_numbers_stay(text):
    assert mask(text) == text
