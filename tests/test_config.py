"""Settings: from environment and file, refused by name when wrong."""

import re
import traceback
from pathlib import Path

import pytest

from bot import config
from bot.config.settings import SETTINGS, groups
from bot.errors import SettingsError
from tests.settings_page import PAGE, page


def write(text: str) -> None:
    """Write the file of settings of a test."""
    Path(config.FILE).write_text(text, "utf-8")


def refusal() -> str:
    """Why the settings are refused."""
    with pytest.raises(SettingsError) as refused:
        config.load({})
    return str(refused.value)


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


def test_the_environment_outranks_the_file(monkeypatch):
    write('port = 9000\nplace_vi = "tỉnh Mẫu"\n')
    monkeypatch.setenv("DANHOI_PORT", "9001")
    settings = config.load({})
    assert (settings.port, settings.place_vi) == (9001, "tỉnh Mẫu")


def test_in_the_file_settings_stand_in_groups_or_flat():
    write("done_days = 5\n[server]\nport = 9000\n[telegram]\nstaff_chat = -1001234567890\n")
    settings = config.load({})
    assert (settings.done_days, settings.port) == (5, 9000)
    assert settings.telegram_staff_chat == "-1001234567890"


def test_the_environment_outranks_a_group(monkeypatch):
    write("[server]\nport = 9000\n")
    monkeypatch.setenv("DANHOI_PORT", "9001")
    assert config.load({}).port == 9001


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("prot = 9000", "prot: there is no such setting"),
        ("[telegram]\ntokn = 'secret-thing'", "[telegram] tokn: there is no such setting"),
        ("[telegram]\nport = 9000", "[telegram] port: there is no such setting"),
        ("[telegrm]\ntoken = 'secret-thing'", "[telegrm]: there is no such group (there are serv"),
        ("telegram = 'secret-thing'", "telegram: there is no such setting"),
        ("telegram_token = 'secret-thing'", "telegram_token: is not a bot token"),
        ("[telegram]\ntoken = 'secret-thing'", "[telegram] token: is not a bot token"),
        ("[telegram.token]\nx = 'secret-thing'", "[telegram] token: Input should be a valid str"),
        ("[server]\nport = 'abc'", "[server] port: 'abc': Input should be a valid integer"),
        ("[search]\nembeddings_key = 4711", "[search] embeddings_key: Input should be a valid"),
        (
            "port = 9000\n[server]\nport = 9000",
            "port and [server] port are the same setting: keep one of them",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_named_as_it_is_written_there(text, why):
    write(text)
    assert refusal().startswith(f"danhoi.toml: {why}")
    assert "secret-thing" not in refusal()


def test_what_the_environment_gives_is_named_as_a_variable_though_the_file_has_it(monkeypatch):
    write("[server]\nport = 9000\n")
    monkeypatch.setenv("DANHOI_PORT", "abc")
    assert refusal().startswith("DANHOI_PORT: 'abc': ")


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


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://mot-cua.example.vn/x", "is for this machine only"),
        ("https://ten:made-up@mot-cua.example.vn/x", "has a name or password in it"),
        ("mot-cua.example.vn", "is not an address"),
    ],
)
def test_dossiers_are_asked_for_over_https_only(monkeypatch, url, why):
    monkeypatch.setenv("DANHOI_DOSSIERS_SECRET", "made-up-secret")
    monkeypatch.setenv("DANHOI_DOSSIERS_URL", url)
    with pytest.raises(SettingsError, match=f"DANHOI_DOSSIERS_URL.*{why}") as refused:
        config.load({})
    assert "made-up" not in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_on_this_machine_dossiers_need_no_https(monkeypatch, host):
    write("[dossiers]\nsecret = 'made-up-secret'\nseconds = 2\n")
    monkeypatch.setenv("DANHOI_DOSSIERS_URL", f"http://{host}:9000/danhoi/")
    settings = config.load({})
    assert settings.dossiers_url == f"http://{host}:9000/danhoi"
    assert "made-up" not in repr(settings)


def test_without_a_secret_no_dossier_is_asked_for(monkeypatch):
    write("[dossiers]\nurl = 'https://mot-cua.example.vn/danhoi'\n")
    assert refusal().startswith("DANHOI_DOSSIERS_SECRET ([dossiers] secret): is required")


def test_a_secret_in_the_wrong_place_is_not_printed(monkeypatch):
    monkeypatch.setenv("DANHOI_TELEGRAM_STAFF_CHAT", "123456:made-up-token-of-a-test")
    monkeypatch.setenv("DANHOI_PUBLIC_URL", "ftp://user:made-up-password@host")
    with pytest.raises(SettingsError) as refused:
        config.load({})
    assert "made-up" not in str(refused.value)


def test_the_password_in_the_database_s_address_is_not_printed(monkeypatch):
    monkeypatch.setenv("DANHOI_DATABASE", "postgresql://danhoi:made-up-password@host/danhoi")
    assert "made-up" not in repr(config.load({}))


def test_a_refused_secret_is_not_in_the_cause_either(monkeypatch):
    monkeypatch.setenv("DANHOI_TELEGRAM_TOKEN", "made-up-token-of-a-test")
    with pytest.raises(SettingsError) as refused:
        config.load({})
    assert "made-up" not in "".join(traceback.format_exception(refused.value))


def test_every_wrong_setting_is_named_at_once(monkeypatch):
    write("[server]\nprot = 9000\nport = 70000\n")
    monkeypatch.setenv("DANHOI_DONE_DAYS", "abc")
    monkeypatch.setenv("DANHOI_LANGUAGE", "fr")
    assert refusal().count("DANHOI_") == 2
    assert refusal().count("danhoi.toml: ") == 2


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


def test_every_setting_stands_in_one_group_under_one_name():
    keys = [(setting.group, setting.key) for setting in SETTINGS.values()]
    assert len(set(keys)) == len(config.Settings.model_fields)
    assert not groups().keys() & SETTINGS.keys()


def test_what_is_called_a_secret_is_one():
    named = [name for name in SETTINGS if re.search("token|secret|password", name)]
    assert all(SETTINGS[name].secret for name in [*named, "database", "embeddings_key"])


def test_the_page_says_what_the_settings_are():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.settings_page"


def test_the_example_on_the_page_holds():
    write(page().partition("```toml\n")[2].partition("```")[0])
    assert config.load({}).place_en == "Mẫu province"


def test_every_setting_is_described():
    assert [name for name, of in config.Settings.model_fields.items() if not of.description] == []
