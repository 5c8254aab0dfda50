"""The command `danhoi`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import structlog
from rich.console import Console as Terminal
from rich.progress import Progress
from threadpoolctl import threadpool_limits

from bot import app as application
from bot.commands.operating import backup, doctor, restore, tidy
from bot.commands.replaying import replay
from bot.config import Settings, load, unknown
from bot.errors import DanHoiError, Refused
from bot.serving import WEB
from bot.staff.accounts import SHORTEST_PASSWORD, Accounts
from bot.store.copying import copy_installation
from bot.store.entries import Entries
from bot.telemetry.logs import configure_logs
from faq import BadEntry, Faq, read, seed, write
from faq.commands.check import check
from faq.commands.progress import usual_shelf
from faq.exchange.files import shipped_ids
from faq.exchange.sheet import BadSheet, shelves, write_sheet

log = structlog.get_logger()

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class _Commands(click.Group):
    """Says foreseen errors in words, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BadEntry as error:
            raise click.ClickException(f"nothing was changed:\n{error}") from error
        except (DanHoiError, ChildProcessError) as error:  # the latter: nothing could be learned
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, help="Dân Hỏi: a province answers its citizens' questions.")
def main() -> None:
    """Settings come from DANHOI_… variables and danhoi.toml: docs/settings.md lists them."""


@main.command(help="Serve the web chat, the console and, with a token, Telegram.")
@click.option(
    "--only",
    multiple=True,
    metavar="ROLE",
    help="Do a part beside other processes: web, courier, telegram (more than one: repeat it).",
)
def run(only: tuple[str, ...]) -> None:
    settings = load()
    configure_logs(settings.log_json)
    for name in unknown():
        log.warning("no such setting: misspelt?", name=name)
    # The matrices of a search are small: a second thread would mostly wait for the first, spinning.
    with threadpool_limits(1, "blas"):
        asyncio.run(_serve(settings, only))


for command in (check, doctor, backup, restore, tidy, replay):
    main.add_command(command)


@main.command(name="load", help="Load entry files into the database; all of them or none.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def load_files(files: tuple[Path, ...]) -> None:
    changed = asyncio.run(_load(load(), files))
    click.echo(f"{changed} entries are new or changed; a running danhoi serves them in seconds.")


@main.command(help="Write the entries of the database into FILE.xlsx, .csv or .yaml, to edit.")
@click.argument("file", type=click.Path(path_type=Path))
def export(file: Path) -> None:
    count = asyncio.run(_export(load(), file))
    click.echo(f"{file}: {count} entries. `danhoi load` takes them back when edited.")


@main.command(help="Try the matcher: what would be found for this question?")
@click.argument("question", nargs=-1, required=True)
def ask(question: tuple[str, ...]) -> None:
    faq = Faq(seed(), shelf=usual_shelf())
    terminal = Terminal()
    matches = faq.search(" ".join(question), limit=5)
    for match in matches:
        grade = "sure" if match.score >= faq.sure else "likely" if match.score >= faq.likely else ""
        terminal.print(f"{match.score:.2f} {grade:6} {match.entry.id}: {match.entry.question.vi}")
    if not matches:
        terminal.print("nothing found")


@main.command(help="Write a sheet for an office to sign: FILE.html to print, or FILE.xlsx.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--category", metavar="ID", help="Only the entries of this category.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Texts as citizens get them on that day (default: today in Vietnam).",
)
def sheet(file: Path, category: str | None, day: datetime | None) -> None:
    on = (day or application.now().astimezone(_VIETNAM)).date()
    try:
        shown = shelves(seed(), category)
        write_sheet(file, shown, on)
    except BadSheet as error:
        raise click.ClickException(str(error)) from error
    count = sum(len(shelf.entries) for shelf in shown)
    click.echo(f"{file}: {count} entries as of {on}.")


@main.command(help="Copy a whole installation from one database into another, empty one.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """FROM and TO are paths of SQLite files or postgresql:// addresses."""
    with Progress(console=Terminal(stderr=True)) as bar:
        task = bar.add_task("copying", total=None)

        def watch(table: str, done: int, total: int) -> None:
            bar.update(task, description=table, completed=done, total=total)

        counts = asyncio.run(copy_installation(source, target, application.now(), watch))
    rows = sum(counts.values())
    click.echo(f"{rows} rows of {len(counts)} tables are copied; the counts agree.")


@main.command(help="Print a new one-time link for a member of staff who lost the password.")
@click.argument("name")
def invite(name: str) -> None:
    settings = load()
    try:
        token = asyncio.run(_invite(settings, name))
    except Refused as error:
        raise click.ClickException(f"{name}: {error.reason}") from error
    click.echo(_welcome(settings, token))


async def _serve(settings: Settings, only: Sequence[str]) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with application.build(settings) as app:
        password = settings.admin_password
        if password is not None and len(password.get_secret_value()) < SHORTEST_PASSWORD:
            log.warning("DANHOI_ADMIN_PASSWORD is short: at least 10 characters are safer")
        token = await app.accounts.first_admin(password.get_secret_value() if password else None)
        if token is not None:
            click.echo(
                f"\nSet the administrator's password here, once (user name: admin):\n"
                f"  {_welcome(settings, token)}\n"
            )
        await application.run(app, stop, lambda: _announce(settings, only), only)


def _announce(settings: Settings, only: Sequence[str]) -> None:
    address = settings.public_url or f"http://localhost:{settings.port}"
    if only and WEB not in only:
        click.echo(f"Running: {', '.join(only)}   (Ctrl-C stops)")
    else:
        click.echo(f"Web chat: {address}/   Console: {address}/console   (Ctrl-C stops)")
    sys.stdout.flush()


def _welcome(settings: Settings, token: str) -> str:
    address = settings.public_url or f"http://localhost:{settings.port}"
    return f"{address}/console/welcome/{token}"


async def _load(settings: Settings, files: Sequence[Path]) -> int:
    async with application.open_store(settings) as database:
        kept = Entries(database)
        known = {entry.id for entry, _ in await kept.current()} | shipped_ids()
        entries = await asyncio.to_thread(read, files, known)
        return await kept.load(entries, "danhoi load", application.now())


async def _export(settings: Settings, file: Path) -> int:
    async with application.open_store(settings) as database:
        entries = [entry for entry, _ in await Entries(database).current()]
    if not entries:  # a file of that name may be somebody's work
        raise click.ClickException("the database has no entries; nothing was written")
    await asyncio.to_thread(write, file, entries)
    return len(entries)


async def _invite(settings: Settings, name: str) -> str:
    async with application.open_store(settings) as database:
        return await Accounts(database, application.now).invite(name)


if __name__ == "__main__":
    main()
