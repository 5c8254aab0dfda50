"""The command `danhoi`."""

from __future__ import annotations

import click

import faq
from bot.errors import DanHoiError
from faq.commands.later import Table, later

_COMMANDS: Table = {
    "ask": (
        "bot.commands.entries:ask",
        "Try the matcher: what would be found for this question?",
    ),
    "backup": (
        "bot.commands.operating:backup",
        "Copy the whole database into FILE (or a folder), while danhoi runs.",
    ),
    "check": (
        "faq.commands.check:check",
        "Check entry FILES, or the shipped ones: faults, and remarks on what to look at.",
    ),
    "copy": (
        "bot.commands.operating:copy",
        "Copy a whole installation from one database into another, empty one.",
    ),
    "doctor": (
        "bot.commands.operating:doctor",
        "Look the installation over: each line is OK or says what to do.",
    ),
    "export": (
        "bot.commands.entries:export",
        "Write the entries of the database into FILE.xlsx, .csv or .yaml, to edit.",
    ),
    "invite": (
        "bot.commands.people:invite",
        "Print a new one-time link for a member of staff who lost the password.",
    ),
    "load": (
        "bot.commands.entries:load_files",
        "Load entry files into the database; all of them or none.",
    ),
    "replay": (
        "bot.commands.replaying:replay",
        "Give a message that was set aside its turn; without ID, list them.",
    ),
    "restore": (
        "bot.commands.operating:restore",
        "Put a backup in the place of the database; the replaced one is kept.",
    ),
    "run": (
        "bot.commands.serving:run",
        "Serve the web chat, the console and, with a token, Telegram.",
    ),
    "sheet": (
        "bot.commands.entries:sheet",
        "Write a sheet for an office to sign: FILE.html to print, or FILE.xlsx.",
    ),
    "tidy": (
        "bot.commands.operating:tidy",
        "Forget now what danhoi forgets once an hour; give the room back.",
    ),
}


class _Commands(click.Group):
    """Says foreseen errors in words, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.exceptions.Exit:  # such as after --help: nothing more need be loaded
            raise
        except (DanHoiError, ChildProcessError) as error:  # the latter: nothing could be learned
            raise click.ClickException(str(error)) from error
        except faq.BadEntry as error:
            raise click.ClickException(f"nothing was changed:\n{error}") from error


@click.group(
    cls=_Commands,
    commands=later(_COMMANDS),
    help="Dân Hỏi: a province answers its citizens' questions.",
)
@click.version_option(package_name="danhoi", message="danhoi %(version)s")
def main() -> None:
    """Settings come from DANHOI_… variables and danhoi.toml: docs/settings.md lists them."""


if __name__ == "__main__":
    main()
