"""What somebody in danger is told: warm, short, and only what published guidance says.

The first lines under the number, by kind of danger. Sources, each in own words:

- self-harm: WHO, "Preventing suicide: a resource for media professionals" (2023 update) and
  "LIVE LIFE" (2021); IASP guidance on safe messaging; WHO, "Preventing suicide: a resource at
  work" (2006): be with the person, listen without judging, take away what can harm, name no method.
- poison: WHO/IPCS, "Management of poisoning: a handbook for health care workers" (1997), and WHO,
  "Guidelines for establishing a poison centre" (2020): do not make somebody vomit, keep the package.
- ambulance: IFRC, "International first aid, resuscitation and education guidelines" (2020).
- rescue: IFRC first aid guidelines (2020); WHO, "Preventing drowning: an implementation guide"
  (2017): reach or throw, do not go in.
- fire: advice of Vietnam's fire police (Law 55/2024/QH15 on fire prevention and rescue: 114), the
  Red Cross and the NFPA for homes: get out, stay low, stay out, close doors.
- crime: WHO, "Health care for women subjected to intimate partner violence" (2014), safety first.
- child: WHO, "Responding to children and adolescents who have been sexually abused" (2017); 111 is
  Vietnam's line for the protection of children (Decree 56/2017/ND-CP).
- lost-child: Hanoi police advice to parents (8/2025: nearest police or 113 at once), NCMEC.
- scam: Vietnam's Authority of Information Security and the police (2023–2025): stop, the own bank
  first, keep the proofs.

No Vietnamese line for suicide prevention is named: none was found to be there day and night for
sure; 115, 113 and 111 are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faq import Language


@dataclass(frozen=True, slots=True)
class Care:
    """All that is said to somebody in danger; `warm` and `steps` are by kind of danger."""

    call_now: str  # above the numbers
    warm: Mapping[str, str]  # one sentence
    steps: Mapping[str, str]  # what to do in the next minutes, 1–4 lines
    stay: str
    still: tuple[str, ...]  # later messages, in turn
    safe_button: str
    safe: str  # said to it


_VI = Care(
    call_now="Anh/chị gọi ngay (miễn phí, cả ngày đêm):",
    warm={
        "fire": "Anh/chị và mọi người ra ngoài an toàn trước đã, đồ đạc bỏ lại được.",
        "rescue": "Em hiểu lúc này rất sợ; anh/chị gọi ngay, đội cứu nạn sẽ chỉ cách giúp.",
        "ambulance": "Em mong người bệnh qua được; anh/chị gọi ngay, có người chỉ từng việc.",
        "crime": "Không ai được phép làm anh/chị đau hay sợ như vậy; an toàn của mình là trước hết.",
        "child": "Cảm ơn đã nói ra; trẻ em không bao giờ có lỗi khi bị làm đau.",
        "self-harm": (
            "Cảm ơn anh/chị đã nói ra điều đau lòng này; mình không phải chịu đựng một mình đâu, "
            "có người muốn nghe và giúp."
        ),
        "poison": "Em hiểu anh/chị đang rất lo; gọi càng sớm, bác sĩ càng giúp được nhiều.",
        "lost-child": "Em hiểu anh/chị đang rất lo; mình báo ngay để nhiều người cùng tìm.",
        "scam": "Anh/chị bình tĩnh nhé, kẻ lừa rất khéo, không phải lỗi của mình; dừng lại ngay là tốt nhất.",
    },
    steps={
        "fire": (
            "• Ra ngoài ngay, cúi thấp dưới khói, đóng cửa sau lưng, không đi thang máy.\n"
            "• Ra rồi thì không quay lại.\n"
            "• Không ra được: đóng cửa, chèn khăn ướt vào khe, ra cửa sổ báo cho mọi người.\n"
            "• Mùi gas: không bật tắt công tắc điện, không châm lửa, mở cửa rồi ra ngoài."
        ),
        "rescue": (
            "• Gọi to cho người xung quanh đến giúp.\n"
            "• Có người dưới nước: đừng nhảy xuống; ném phao, dây, can nhựa hoặc đưa sào để bám.\n"
            "• Nước lũ: lên chỗ cao nhất, tránh xa dòng chảy.\n"
            "• Kẹt thang máy: bấm chuông, chờ ở trong, không cạy cửa."
        ),
        "ambulance": (
            "• Ở lại bên người bệnh, mở loa điện thoại và làm theo lời 115.\n"
            "• Chảy máu nhiều: lấy vải sạch ép chặt, giữ nguyên tay.\n"
            "• Bất tỉnh mà còn thở: đặt nằm nghiêng. Không thở: hỏi 115 cách ép tim ngay.\n"
            "• Lơ mơ thì không cho ăn uống gì."
        ),
        "crime": (
            "• Nếu ra được, đến ngay chỗ có người: hàng xóm, cửa hàng, chốt bảo vệ.\n"
            "• Đừng giằng co, đừng đuổi theo.\n"
            "• Có người bị thương: gọi thêm 115."
        ),
        "child": (
            "• Nếu làm được mà không nguy hiểm, đưa cháu đến chỗ an toàn.\n"
            "• Nghe cháu nói, tin cháu, không trách, không bắt kể đi kể lại.\n"
            "• Cháu bị thương: gọi thêm 115.\n"
            "• Nếu người nhắn là trẻ em: đến bên một người lớn mình tin."
        ),
        "self-harm": (
            "• Đừng ở một mình lúc này: gọi hoặc đến bên một người mình tin.\n"
            "• Rời xa những thứ có thể làm mình đau. Đã bị thương hay uống phải gì: gọi 115, đừng gây nôn.\n"
            "• Nếu là người khác: ở lại bên người ấy, lắng nghe, không trách.\n"
            "• Trẻ em gọi 111 được, có người lắng nghe cả ngày đêm."
        ),
        "poison": (
            "• Không gây nôn; chỉ cho ăn uống gì khi 115 hoặc bác sĩ bảo.\n"
            "• Giữ lại chai, vỏ, nhãn hoặc phần còn thừa, mang theo đến bệnh viện.\n"
            "• Lơ mơ mà còn thở: đặt nằm nghiêng, đừng để một mình.\n"
            "• Hít phải khí độc: ra chỗ thoáng, đừng vào cứu nếu chỗ đó còn khí."
        ),
        "lost-child": (
            "• Gọi ngay, đừng chờ thêm.\n"
            "• Một người ở lại chỗ thấy cháu lần cuối; người khác tìm, trước hết gần nước và đường xe.\n"
            "• Nhờ bảo vệ, loa của nơi đó, công an gần nhất.\n"
            "• Có sẵn ảnh, tuổi, quần áo cháu mặc. Gặp trẻ lạc: ở cùng cháu tại chỗ."
        ),
        "scam": (
            "• Cúp máy. Không chuyển thêm tiền, không đọc mã OTP, không cài ứng dụng.\n"
            "• Gọi ngay số in trên thẻ hoặc ứng dụng của ngân hàng mình: xin chặn tiền, khóa tài khoản.\n"
            "• Đã cài ứng dụng lạ: tắt mạng máy đó, gọi ngân hàng bằng máy khác.\n"
            "• Giữ tin nhắn, số gọi đến, biên lai; báo công an gần nhất."
        ),
    },
    stay=(
        "Gọi xong anh/chị cứ ở đây nhắn cho em: em đã báo cán bộ, tin này được xem trước tiên. "
        "Anh/chị đừng chờ tin ở đây rồi mới gọi ạ."
    ),
    still=(
        "Em vẫn ở đây với anh/chị. Số ở trên gọi được ngay lúc này, trực cả ngày đêm.",
        "Sợ lúc này là phải thôi ạ. Anh/chị bấm gọi ngay bây giờ, nói mình đang ở đâu là được.",
        "Em đã đưa lời này cho cán bộ. Anh/chị gọi ngay số đó và nhờ một người ở gần đến bên mình.",
        "Anh/chị thở chậm lại một nhịp nhé. Số vừa gửi đang trực ngay lúc này, gọi lại lần nữa cũng được.",
        "Anh/chị không một mình đâu. Gọi ngay được, không nói nhiều được thì chỉ cần nói địa chỉ.",
    ),
    safe_button="Tôi an toàn rồi",
    safe=(
        "Em mừng lắm. Cán bộ vẫn đọc được những gì anh/chị đã nhắn. "
        "Nếu thấy không ổn trở lại, anh/chị gọi ngay số ở trên; cần gì khác cứ nhắn cho em."
    ),
)

_EN = Care(
    call_now="Please call now (free, day and night):",
    warm={
        "fire": "Please get yourself and everyone out safely first; things can be left behind.",
        "rescue": "I know this is frightening; call now, and the rescuers will tell you how to help.",
        "ambulance": "I hope they come through this; call now, and you are told what to do step by step.",
        "crime": "Nobody may hurt or frighten you like that; your own safety comes first.",
        "child": "Thank you for saying it; a child who is hurt is never to blame.",
        "self-harm": (
            "Thank you for telling me something so painful; nobody has to carry this alone, and "
            "there are people who want to listen and help."
        ),
        "poison": "I know you must be very worried; the sooner you call, the more doctors can do.",
        "lost-child": "I know how worried you must be; tell the police now, so that many can search.",
        "scam": "Take a breath: they are skilled at this and it is not your fault; stopping now is best.",
    },
    steps={
        "fire": (
            "• Get out now, stay low under smoke, close doors behind you, take no lift.\n"
            "• Once out, do not go back in.\n"
            "• If you cannot get out: close the door, block the gaps with wet cloth, call from a window.\n"
            "• Smell of gas: touch no switch, light no flame, open the door and go outside."
        ),
        "rescue": (
            "• Shout for people nearby to help.\n"
            "• Somebody in the water: do not jump in; throw a float, rope or empty can, or reach a pole.\n"
            "• Flood: go to the highest place, keep away from moving water.\n"
            "• Stuck in a lift: press the alarm, wait inside, do not force the door."
        ),
        "ambulance": (
            "• Stay with the person, put the phone on speaker and do what 115 says.\n"
            "• Heavy bleeding: press hard with a clean cloth and keep pressing.\n"
            "• Unconscious but breathing: lay them on their side. Not breathing: ask 115 how to press "
            "the chest.\n"
            "• Give nothing to eat or drink to somebody drowsy."
        ),
        "crime": (
            "• If you can leave, go where people are: a neighbour, a shop, a guard.\n"
            "• Do not struggle for things and do not run after anyone.\n"
            "• If somebody is hurt, call 115 too."
        ),
        "child": (
            "• If you can do it without danger, bring the child to a safe place.\n"
            "• Listen, believe the child, do not blame, do not ask for the story again and again.\n"
            "• If the child is hurt, call 115 too.\n"
            "• If you are the child: go to a grown-up you trust."
        ),
        "self-harm": (
            "• Please do not stay alone now: call or go to somebody you trust.\n"
            "• Move away from anything that could hurt you. Hurt, or swallowed something? Call 115, do "
            "not vomit on purpose.\n"
            "• If it is somebody else: stay with them, listen, do not blame.\n"
            "• Children can call 111; somebody listens day and night."
        ),
        "poison": (
            "• Do not make them vomit; give food or drink only if 115 or a doctor says so.\n"
            "• Keep the bottle, label or leftovers and take them to the hospital.\n"
            "• Drowsy but breathing: lay them on their side, do not leave them alone.\n"
            "• Gas or fumes: get to fresh air; do not go in where the gas still is."
        ),
        "lost-child": (
            "• Call now, do not wait any longer.\n"
            "• One person stays where the child was last seen; others search, first near water and "
            "roads.\n"
            "• Ask guards, the loudspeaker and the nearest police for help.\n"
            "• Have a photo, the age and the clothes ready. Found a lost child? Stay there with them."
        ),
        "scam": (
            "• Hang up. Send no more money, read out no OTP code, install no app.\n"
            "• Call the number on your bank card or in your bank's app now: ask them to block the "
            "money and the account.\n"
            "• Installed their app? Cut that phone off the network and call from another one.\n"
            "• Keep messages, numbers and receipts; report to the nearest police."
        ),
    },
    stay=(
        "After calling, stay here and write to me: I have told the staff, and an officer sees this "
        "first. Please do not wait for a message here before you call."
    ),
    still=(
        "I am still here with you. The number above works right now, day and night.",
        "It is all right to be scared. Call now; saying where you are is enough.",
        "I have passed this on to the officer. Please call that number now and ask somebody near to "
        "come to you.",
        "Take one slow breath. The number I sent works now, and you may call it again.",
        "You are not alone. You can call now; if you cannot talk much, just say the address.",
    ),
    safe_button="I am safe now",
    safe=(
        "I am so glad. The officer can still read what you wrote. If it gets bad again, call the "
        "number above at once; for anything else, just write to me."
    ),
)

CARE: Mapping[Language, Care] = {"vi": _VI, "en": _EN}
