"""Plain echo bots to measure beside: `python -m tests.bench.echo KIND API`."""

from __future__ import annotations

import asyncio
import json
import logging

import aiohttp
import click

from tests.fake_telegram import TOKEN

READY = "echo bot runs (Ctrl-C stops)"


async def raw(api: str) -> None:
    """No library at all: what the fake Bot API itself allows."""
    async with aiohttp.ClientSession() as session:
        offset, base = 0, f"{api}/bot{TOKEN}"

        async def answer(message: dict[str, object]) -> None:
            body = {"chat_id": message["chat"]["id"], "text": message["text"]}  # type: ignore[index]
            async with session.post(f"{base}/sendMessage", json=body) as response:
                await response.read()

        print(READY, flush=True)  # noqa: T201
        while True:
            async with session.get(f"{base}/getUpdates?timeout=50&offset={offset}") as response:
                updates = json.loads(await response.read())["result"]
            offset = max((update["update_id"] for update in updates), default=offset - 1) + 1
            await asyncio.gather(*(answer(update["message"]) for update in updates))


async def python_telegram_bot(api: str, over_aiohttp: bool) -> None:
    """Its Application as its guide shows it, with updates handled side by side."""
    from telegram.ext import Application, MessageHandler, filters

    from bot.channels.telegram.transport import Transport

    async def answer(update, _):  # type: ignore[no-untyped-def]
        await update.message.reply_text(update.message.text)

    builder = Application.builder().token(TOKEN).base_url(f"{api}/bot")
    if over_aiohttp:
        builder = builder.request(Transport()).get_updates_request(Transport())
    app = builder.concurrent_updates(64 if over_aiohttp else True).build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=50)
        print(READY, flush=True)  # noqa: T201
        await asyncio.Event().wait()


async def aiogram(api: str) -> None:
    """Its Dispatcher as its guide shows it."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    session = AiohttpSession(api=TelegramAPIServer.from_base(api), limit=256)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> None:
        await message.answer(message.text or "")

    print(READY, flush=True)  # noqa: T201
    await dispatcher.start_polling(Bot(TOKEN, session=session), polling_timeout=50)


KINDS = {
    "raw aiohttp": raw,
    "python-telegram-bot": lambda api: python_telegram_bot(api, over_aiohttp=False),
    "python-telegram-bot over aiohttp": lambda api: python_telegram_bot(api, over_aiohttp=True),
    "aiogram": aiogram,
}


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("api")
def main(kind: str, api: str) -> None:
    logging.disable(logging.INFO)
    asyncio.run(KINDS[kind](api))


if __name__ == "__main__":
    main()
