"""A ticket at the console: claimed, answered, closed, reopened, taken over."""

from __future__ import annotations

import asyncio

from bot.model import MessageStatus, Place, Reply, TicketStatus
from bot.store import messages, outbox
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.store.tickets import Tickets
from bot.wording.pages import CONSOLE
from tests.console.site import MAI

VI = CONSOLE["vi"]


def path(ticket, action: str = "") -> str:
    return f"/console/tickets/{ticket.id}" + (f"/{action}" if action else "")


async def answers(site) -> list[str]:
    said = await Messages(site.database).history(MAI)
    return [message.reply.text for message in said if message.author.startswith("staff:")]


async def test_of_two_who_claim_a_ticket_one_gets_it_and_the_other_is_told(site):
    ticket = await site.ticket()
    both = [await site.staff("Lan"), await site.staff("Hùng")]
    for browser in both:
        await browser.get(path(ticket))
    await asyncio.gather(*(browser.submit(path(ticket, "claim")) for browser in both))
    won, lost = sorted(both, key=lambda browser: browser.status)
    assert (won.status, lost.status) == (200, 409)
    assert VI.done["claim"] in won.text
    assert VI.refusals["held_by_other"] in lost.text
    assert VI.take_over in lost.text


async def test_an_answer_waits_in_the_outbox_with_the_name_of_who_gave_it(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    page = await lan.submit(path(ticket, "answer"), once=lan.hidden("once"), text="Gọi thú y xã.")
    assert VI.done["answer"] in page
    assert VI.message_states["waiting"] in page
    said = (await Messages(site.database).history(MAI))[-1]
    assert (said.status, said.reply.text) == (MessageStatus.waiting, "Gọi thú y xã.")
    assert (said.author_name, said.ticket) == ("Lan", ticket.id)
    answered = await Tickets(site.database).get(ticket.id)
    assert (answered.status, answered.agent_name) == (TicketStatus.answered, "Lan")


async def test_an_answer_sent_twice_goes_out_once(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    fields = {"csrf": lan.hidden("csrf"), "once": lan.hidden("once"), "text": "Gọi thú y xã."}
    for action in ("answer", "answer", "answer_and_close", "answer_and_close"):
        await lan.post(path(ticket, action), fields)
        assert lan.status == 200
        assert lan.path == path(ticket)
    assert await answers(site) == ["Gọi thú y xã."]


async def test_a_double_click_on_send_and_close_is_no_error(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    fields = {"csrf": lan.hidden("csrf"), "once": lan.hidden("once"), "text": "Gọi thú y xã."}
    twice = [lan.post(path(ticket, "answer_and_close"), fields) for _ in range(2)]
    await asyncio.gather(*twice)
    assert lan.status == 200
    assert await answers(site) == ["Gọi thú y xã."]
    assert (await Tickets(site.database).get(ticket.id)).status is TicketStatus.closed


async def test_another_text_in_a_form_that_was_sent_before_is_not_lost(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    fields = {"csrf": lan.hidden("csrf"), "once": lan.hidden("once")}
    for text in ("Gọi thú y xã.", "Số điện thoại ở cổng ủy ban."):
        await lan.post(path(ticket, "answer"), {**fields, "text": text})
    assert await answers(site) == ["Gọi thú y xã.", "Số điện thoại ở cổng ủy ban."]


async def test_an_answer_comes_after_what_the_citizen_wrote_meanwhile(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    meanwhile = site.said("À, con trâu khỏi rồi.", ticket=ticket.id)
    await site.database.run(messages.add(meanwhile))
    await lan.submit(path(ticket, "answer"), once=lan.hidden("once"), text="Mừng quá ạ.")
    said = await Messages(site.database).history(MAI)
    assert [message.reply.text for message in said[-2:]] == ["À, con trâu khỏi rồi.", "Mừng quá ạ."]


async def test_a_refused_answer_is_said_in_words_and_the_text_stays(site):
    ticket = await site.ticket()
    lan, hung = await site.staff("Lan"), await site.staff("Hùng")
    for browser in (hung, lan):
        await browser.get(path(ticket))
    await lan.submit(path(ticket, "claim"))
    page = await hung.submit(path(ticket, "answer"), once=hung.hidden("once"), text="Để <tôi>.")
    assert hung.status == 409
    assert VI.refusals["held_by_other"] in page
    assert "Để &lt;tôi&gt;.</textarea>" in page
    page = await lan.submit(path(ticket, "answer"), once=lan.hidden("once"), text="  ")
    assert VI.refusals["empty_answer"] in page
    page = await lan.submit(path(ticket, "answer"), once=lan.hidden("once"), text="a" * 4001)
    assert VI.refusals["too_long"] in page
    assert await answers(site) == []


async def test_of_two_who_take_a_ticket_over_one_is_told(site):
    ticket = await site.ticket()
    lan, hung, nga = [await site.staff(name) for name in ("Lan", "Hùng", "Nga")]
    await lan.get(path(ticket))
    await lan.submit(path(ticket, "claim"))
    for browser in (hung, nga):
        await browser.get(path(ticket))
    fields = {"csrf": nga.hidden("csrf"), "holder": nga.hidden("holder")}
    await hung.submit(path(ticket, "take_over"), holder=hung.hidden("holder"))
    assert VI.done["take_over"] in hung.text
    await nga.post(path(ticket, "take_over"), fields)
    assert nga.status == 409
    assert (await Tickets(site.database).get(ticket.id)).agent_name == "Hùng"


async def test_a_ticket_is_released_closed_and_reopened(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    for action, status in (
        ("claim", TicketStatus.claimed),
        ("release", TicketStatus.waiting),
        ("close", TicketStatus.closed),
        ("reopen", TicketStatus.waiting),
    ):
        assert VI.done[action] in await lan.submit(path(ticket, action))
        assert (await Tickets(site.database).get(ticket.id)).status is status
    assert (await Messages(site.database).history(MAI))[-1].author == "bot"


async def test_the_page_shows_what_was_said_around_the_ticket(site):
    await site.database.run(messages.add(site.said("giấy khai sinh?")))
    await site.database.run(messages.add(site.said("Anh/chị ra ủy ban xã.", author="bot")))
    ticket = await site.ticket("Ủy ban mở cửa mấy giờ?")
    await site.database.run(messages.add(site.said("Cảm ơn em", kind="text")))
    lan = await site.staff("Lan")
    page = await lan.get(path(ticket))
    shown = [page.index(text) for text in ("giấy khai sinh?", "ra ủy ban xã", "Cảm ơn em")]
    assert shown == sorted(shown)
    assert page.count('class="citizen own"') == 1
    assert page.count('class="citizen other"') == 2
    assert page.count('class="bot other"') == 1


async def test_what_a_citizen_writes_is_never_markup(site):
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' https://evil.example"
    ticket = await site.ticket(attack)
    lan = await site.staff("Lan")
    for address in ("/console/", path(ticket), path(ticket, "live"), "/console/queue"):
        page = await lan.get(address)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="https://evil' not in page


async def test_a_message_that_could_not_be_sent_says_why(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    await lan.submit(path(ticket, "answer"), once=lan.hidden("once"), text="Gọi thú y xã.")
    said = (await Messages(site.database).history(MAI))[-1]
    [taken] = await Outbox(site.database).take("web", site.clock(), 1)
    assert taken.id == said.id
    failed = outbox.given_up(taken, MessageStatus.failed, "blocked")
    await site.database.run(failed)
    page = await lan.get(path(ticket))
    assert VI.message_states["failed"] in page
    assert VI.why_not_sent.format(reason=VI.reasons["blocked"]) in page


async def test_a_place_is_a_link_to_the_map(site):
    ticket = await site.ticket()
    said = site.said("", ticket=ticket.id, kind="place", place=Place(21.18609, 106.07631))
    await site.database.run(messages.add(said))
    lan = await site.staff("Lan")
    assert "openstreetmap.org/?mlat=21.18609&amp;mlon=106.07631" in await lan.get(path(ticket))


async def test_links_in_the_bots_answers_can_be_followed(site):
    ticket = await site.ticket()
    said = site.said("", "bot", reply=Reply("Xem https://dichvucong.gov.vn nhé", title="Trả lời"))
    await site.database.run(messages.add(said))
    lan = await site.staff("Lan")
    assert '<a href="https://dichvucong.gov.vn" rel=' in await lan.get(path(ticket))


async def test_the_fragment_has_the_state_and_the_talk_but_no_answer_form(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    page = await lan.get(path(ticket, "live"))
    assert 'data-mode="free"' in page
    assert ticket.question in page
    assert "<textarea" not in page
    assert "<html" not in page
    stranger = site.open()
    await stranger.get(path(ticket, "live"))
    assert stranger.status == 401


async def test_an_unknown_ticket_or_button_is_not_found(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.get(path(ticket))
    await lan.submit(path(ticket, "delete"))
    assert lan.status == 404
    await lan.get("/console/tickets/' OR 1=1 --")
    assert (lan.status, VI.problems["404"] in lan.text) == (404, True)
