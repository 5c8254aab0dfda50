"""The files for operators name what is really there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from ruamel.yaml import YAML

from bot.config import PREFIX, Settings
from bot.errors import StoreError
from bot.model import Reply
from bot.operations.health import health_routes
from bot.store.database import statement
from bot.telemetry.metrics import Metrics
from tests.running import ROOT
from tests.town import Town

FOLDER = ROOT / "docs" / "operations"
DASHBOARD = json.loads((FOLDER / "grafana.json").read_text("utf-8"))
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
_OF_PROMETHEUS = {"up"}
_NAME = re.compile(r"\b(?:danhoi|process)_\w+|\bup\b")


def yaml(path: Path):
    return YAML(typ="safe").load(path.read_text("utf-8"))


async def exported(database, clock) -> set[str]:
    """The names of a running program that has seen some traffic."""
    metrics = Metrics()
    metrics.citizens.turns.labels("web").inc()
    metrics.citizens.outcomes.labels("answered").inc()
    metrics.delivery.deliveries.labels("web", "sent").inc()
    with metrics.citizens.answering("web"), metrics.citizens.matching():
        pass
    app = web.Application()
    app.add_routes(health_routes(database, metrics, clock))
    async with TestClient(TestServer(app)) as client:
        text = await (await client.get("/metrics")).text()
    return set(re.findall(r"^([a-z]\w+)[ {]", text, re.MULTILINE))


@pytest.fixture
async def names(database, clock) -> set[str]:
    town = await Town.build(database, clock)
    await town.says("nhà tôi có con trâu bị ốm")
    ticket = await town.ticket()
    await database.run(
        statement("UPDATE message SET status = 'failed' WHERE role = 'reply'"),
        *town.desk.note(ticket.id, Reply("this one waits")),
    )
    return await exported(database, clock)


def test_every_panel_asks_for_something_that_is_exported(names):
    asked = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    assert len(asked) >= len(DASHBOARD["panels"]) > 10
    assert {name for expr in asked for name in _NAME.findall(expr)} <= names


def test_every_alert_asks_for_something_that_is_exported_and_says_what_to_do(names):
    [group] = yaml(FOLDER / "alerts.yaml")["groups"]
    for rule in group["rules"]:
        assert set(_NAME.findall(rule["expr"])) <= names | _OF_PROMETHEUS, rule["alert"]
        assert rule["annotations"]["do"]


def test_the_guide_lists_every_figure_and_no_other(names):
    listed = set(re.findall(r"^\| `(danhoi_\w+)`", GUIDE, re.MULTILINE))
    told = {name for name in names if not name.endswith("_created")}
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in told}
    assert listed == {name for name in families if name.startswith("danhoi_")}


async def test_the_figures_of_the_process_outlive_the_database(clock):
    class Gone:
        async def rows(self, sql, **args):
            raise StoreError("gone")

    app = web.Application()
    app.add_routes(health_routes(Gone(), Metrics(), clock))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/metrics")
        assert answer.status == 200
        assert "danhoi_database_up 0.0" in await answer.text()


def test_the_files_set_only_settings_that_exist():
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {f"{PREFIX}CONFIG"}
    for path in FOLDER.iterdir():
        used = set(re.findall(r"DANHOI_[A-Z_]+[A-Z]", path.read_text("utf-8")))
        assert used <= known, path.name


def test_compose_runs_a_database_two_receptions_and_a_proxy():
    services = yaml(FOLDER / "compose.yaml")["services"]
    assert {"postgres", "danhoi", "proxy"} <= services.keys()
    assert services["danhoi"]["deploy"]["replicas"] == 2
    for name, service in services.items():
        assert "image" in service or "build" in service, name
        assert service["restart"] == "unless-stopped", name


def test_the_unit_starts_the_command_that_the_package_installs():
    unit = (FOLDER / "danhoi.service").read_text("utf-8")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert "danhoi" in scripts
    assert re.search(r"^ExecStart=\S+/danhoi run$", unit, re.MULTILINE)
