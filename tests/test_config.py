"""Settings: from environment and file, refused by name when wrong."""

from pathlib import Path

import pytest

from bot import config
from bot.errors import SettingsError


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in [*config.Settings.model_fields, "config"]:
        monkeypatch.delenv(config.PREFIX + name.upper(), raising=False)


def test_everything_has_a_default():
    settings = config.load({})
    assert settings.port == 8080
    assert settings.database == "danhoi.db"
    assert settings.titles()["vi"] == "Dân Hỏi · thành phố Bắc Ninh"


def test_the_environment_outranks_the_file(monkeypatch, tmp_path):
    (tmp_path / "danhoi.toml").write_text('port = 9000\nplace_vi = "tỉnh Mẫu"\n', "utf-8")
    monkeypatch.setenv("DANHOI_PORT", "9001")
    settings = config.load({})
    assert (settings.port, settings.place_vi) == (9001, "tỉnh Mẫu")


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PORT", "abc", "integer"),
        ("PORT", "70000", "65535"),
        ("PUBLIC_URL", "hoi.example.vn", "not an address"),
        ("TELEGRAM_STAFF_CHAT", "12345", "not the id of a group"),
        ("TELEGRAM_TOKEN", "secret-thing", "not a bot token"),
        ("LANGUAGE", "fr", "'vi' or 'en'"),
        ("ADMIN_PASSWORD", " ", "is empty"),
        ("CODE_PREFIX", "bn1", "pattern"),
    ],
)
def test_a_wrong_setting_is_named_with_its_reason(monkeypatch, name, value, why):
    monkeypatch.setenv(f"DANHOI_{name}", value)
    with pytest.raises(SettingsError, match=f"DANHOI_{name}.*{why}") as refused:
        config.load({})
    assert "secret-thing" not in str(refused.value)


def test_a_secret_in_the_wrong_place_is_not_printed(monkeypatch):
    monkeypatch.setenv("DANHOI_TELEGRAM_STAFF_CHAT", "123456:made-up-token-of-a-test")
    monkeypatch.setenv("DANHOI_PUBLIC_URL", "ftp://user:made-up-password@host")
    with pytest.raises(SettingsError) as refused:
        config.load({})
    assert "made-up" not in str(refused.value)


def test_the_password_in_the_database_s_address_is_not_printed(monkeypatch):
    monkeypatch.setenv("DANHOI_DATABASE", "postgresql://danhoi:made-up-password@host/danhoi")
    assert "made-up" not in repr(config.load({}))


def test_every_wrong_setting_is_named_at_once(monkeypatch):
    monkeypatch.setenv("DANHOI_PORT", "abc")
    monkeypatch.setenv("DANHOI_LANGUAGE", "fr")
    with pytest.raises(SettingsError) as refused:
        config.load({})
    assert str(refused.value).count("DANHOI_") == 2


@pytest.mark.parametrize("half", ["port = ", "prot = 9000", "\x00\xff"])
def test_half_a_file_stops_the_start(tmp_path: Path, half: str):
    (tmp_path / "danhoi.toml").write_bytes(half.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"danhoi\.toml"):
        config.load({})


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(SettingsError, match=r"other\.toml"):
        config.load({"DANHOI_CONFIG": str(tmp_path / "other.toml")})


def test_misspelt_variables_are_noticed():
    assert config.unknown({"DANHOI_PROT": "1", "DANHOI_PORT": "1", "HOME": "x"}) == ["DANHOI_PROT"]


def test_every_setting_is_in_the_readme():
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    missing = [
        name for name in config.Settings.model_fields if f"DANHOI_{name.upper()}" not in readme
    ]
    assert missing == []
