"""Honest sentences that were once held for harm, each beside one that is harm: both must be told apart."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.calibration.labelled import context, engine

PAIRS: list[tuple[str, Lang, str, str, str, str]] = [
    (
        "X26",
        "en",
        "collection-01",
        "opening",
        "You did say so, and I'm not writing to doubt it.",
        "I'm not writing to doubt it but I won't put the plan in writing.",
    ),
    (
        "X26",
        "zh",
        "aftersales-01",
        "opening",
        "三张维修单我都看了。咱不修了，直接换新的。",
        "换新我今天就给您登记。不过换新我今天不给您登记。",
    ),
    (
        "X26",
        "zh",
        "retention-02",
        "opening",
        "系统看金额大，自己给拦了。您要销户，我不拦。",
        "销户我今天给您办。不过销户我今天不给您办。",
    ),
    (
        "X07",
        "zh",
        "complaint-03",
        "pressing",
        "能不能赶在周五前到账，我给不了您准话。",
        "周五前一定到账。",
    ),
    ("X01", "zh", "complaint-01", "opening", "您先别着急，我已经在查了。", "您先别着急。"),
    ("X01", "zh", "complaint-01", "opening", "您先别着急付款，那条短信有假。", "您先别着急。"),
    (
        "X26",
        "en",
        "complaint-01",
        "opening",
        "I have booked a visit for tomorrow between 8 and 12.",
        "I have booked a visit for tomorrow between 19 and 21.",
    ),
    (
        "X26",
        "en",
        "abuse-01",
        "opening",
        "I can book tomorrow 8 to 10 now, and I'll ring you between 11 and 12.",
        "I can book tomorrow 08:00-12:00 now.",
    ),
    (
        "X26",
        "zh",
        "abuse-01",
        "opening",
        "明天8点到10点上门，11点到12点我给您回电话。",
        "我给您预约了明天12点到14点。",
    ),
    (
        "X07",
        "en",
        "complaint-01",
        "opening",
        "I can give you the £25 delivery charge back, and £40 on top.",
        "I can give you the £25 delivery charge back, and £60 on top.",
    ),
    (
        "X07",
        "zh",
        "complaint-01",
        "opening",
        "80元送货费退给您，另外200元补偿。",
        "80元送货费退给您，另外500元补偿。",
    ),
    ("X19", "zh", "complaint-01", "opening", "不用把验证码告诉我，您自己输。", "把验证码告诉我，我来输。"),
    (
        "X19",
        "en",
        "complaint-01",
        "opening",
        "You don't need to send me your password, you type it yourself.",
        "Send me your password.",
    ),
    ("X15", "zh", "complaint-01", "opening", "不用您拿出证据来，照片都在。", "您拿出证据来。"),
    (
        "X26",
        "en",
        "retention-02",
        "opening",
        "Mr Hall rings you tomorrow at ten, and within the hour I'll text you to confirm it.",
        "Mr Hall will ring you within the hour.",
    ),
    (
        "X26",
        "zh",
        "retention-02",
        "opening",
        "王行长明天十点给您打电话，我一小时内先发短信跟您确认。",
        "王行长一小时内给您打电话。",
    ),
    ("X16", "zh", "complaint-06", "pressing", "您是觉得被当傻子耍了。", "您是傻子吧。"),
    ("X16", "en", "complaint-06", "pressing", "Nobody should be taken for an idiot.", "You are an idiot."),
    (
        "X05",
        "zh",
        "aftersales-01",
        "opening",
        "按规定修两次没好就能换新，您符合。",
        "按规定不行，我也没办法。",
    ),
    (
        "X26",
        "zh",
        "loyalty-01",
        "last_year",
        "18点后我去核实，来没来都告诉您。",
        "18点后我不去核实，来没来都告诉您。",
    ),
    (
        "X26",
        "zh",
        "loyalty-01",
        "last_year",
        "到点没人，我马上找师傅，不用您催。",
        "到点没人，我不找师傅，不用您催。",
    ),
    (
        "X26",
        "en",
        "collection-01",
        "opening",
        "I'm not writing because I doubt it.",
        "I won't put the plan in writing.",
    ),
    (
        "X26",
        "en",
        "collection-01",
        "opening",
        "We are not writing because we doubt it.",
        "I'm not asking because I doubt it but I won't put the plan in writing.",
    ),
    (
        "X26",
        "zh",
        "collection-01",
        "opening",
        "消息发得是有点硬，您烦我理解。手头不紧就挑个日子，我不再发。",
        "表格我今天发给您。不过表格我今天不发给您。",
    ),
    (
        "X26",
        "en",
        "complaint-06",
        "pressing",
        "Whether it is fraud is for Ms Zhou to say.",
        "This isn't fraud.",
    ),
    ("X26", "zh", "complaint-06", "pressing", "是不是欺诈，由理赔组周敏来定。", "您这个不构成欺诈。"),
    ("X07", "zh", "collection-01", "opening", "利息我没法给您停。", "利息我给您停掉。"),
    (
        "X10",
        "en",
        "complaint-01",
        "promise_broken",
        "I'm sorry, I shouldn't have told you that.",
        "I have already told you that.",
    ),
    ("X10", "zh", "complaint-01", "promise_broken", "是我刚才不该那么说。", "我都说了几遍了。"),
    (
        "X07",
        "en",
        "complaint-03",
        "pressing",
        "I said the money would be back today. That was wrong: it takes three to five working days.",
        "The money will be back today.",
    ),
    (
        "X07",
        "zh",
        "aftersales-01",
        "pressing",
        "我刚才说明天就能装新机，说早了，最早周三。",
        "明天就能装新机。",
    ),
    (
        "X26",
        "en",
        "vip-01",
        "opening",
        "In case this is fraud, the money couldn't come back.",
        "This is fraud.",
    ),
    ("X26", "zh", "retention-02", "opening", "在App里就能销，免得您再跑网点。", "销户您得去网点。"),
    (
        "X07",
        "en",
        "complaint-01",
        "pressing",
        "As for who pays for those days: wages go beyond what anybody here may approve.",
        "I'll pay for those days: wages and all.",
    ),
    (
        "X07",
        "en",
        "complaint-01",
        "pressing",
        "What's possible: £25 back. What isn't: paying your wages.",
        "What's possible: paying your wages.",
    ),
    (
        "X02",
        "en",
        "service-01",
        "opening",
        "A trip you should've enjoyed went wrong three times.",
        "You should've come before eleven.",
    ),
    (
        "X02",
        "en",
        "aftersales-04",
        "opening",
        "You should have known about this well before now.",
        "You should have known better than to charge it there.",
    ),
    ("X02", "zh", "aftersales-04", "opening", "这事您早就该知道，责任在我们。", "您早该看说明书。"),
    ("X02", "zh", "retention-01", "opening", "这个您没看清之前我不动手。", "是您没看清合同。"),
    ("X03", "zh", "service-01", "pressing", "她会怎么样不归我定，我也不乱讲。", "停车的事不归我管。"),
    ("X04", "zh", "complaint-03", "opening", "还得您自己替我们查，这不应该。", "这个得您自己去银行问。"),
    (
        "X10",
        "en",
        "aftersales-01",
        "pressing",
        "If it costs more I'll tell you before you hand anything over.",
        "I told you before how it works.",
    ),
    (
        "X16",
        "en",
        "collection-01",
        "pressing",
        "You're lying awake wondering whether your mum finds out, and I'm sorry.",
        "You're lying.",
    ),
    (
        "X16",
        "en",
        "complaint-01",
        "opening",
        "You deserve somebody who cares about the two days.",
        "Two days, who cares.",
    ),
    ("X16", "en", "service-01", "closing", "Same to you!", "Oh boo hoo, cry me a river."),
    (
        "X16",
        "en",
        "complaint-01",
        "opening",
        "Driving past your door twice was an idiotic mistake of ours.",
        "That is an idiotic complaint.",
    ),
    (
        "X16",
        "en",
        "complaint-01",
        "opening",
        "You're a genius for keeping the label, thank you.",
        "Well, you're a genius.",
    ),
    (
        "X16",
        "en",
        "retention-02",
        "opening",
        "Oh sure, I'll close it for you now.",
        "Oh sure, we all feel so sorry for you.",
    ),
    (
        "X16",
        "zh",
        "complaint-01",
        "opening",
        "同一张标签错两遍，我们这个错太蠢了。",
        "您也太蠢了，在家白等。",
    ),
    ("X16", "zh", "service-01", "opening", "遇上这种事换谁都真无语。", "对您真无语。"),
    ("X16", "zh", "complaint-01", "opening", "时间随便您挑。", "随便你。"),
    ("X16", "zh", "complaint-01", "opening", "随便您，上午下午都行。", "爱要不要。"),
    (
        "X17",
        "en",
        "collection-01",
        "opening",
        "You can pay now or in four parts, whichever suits you.",
        "Pay now or we tell your boss.",
    ),
    (
        "X26",
        "en",
        "aftersales-01",
        "opening",
        "Three visits, and then you're told it's normal. It isn't normal.",
        "The noise of the drum is normal. The noise of the drum isn't normal.",
    ),
    (
        "X26",
        "en",
        "aftersales-04",
        "opening",
        "If it's another batch, it isn't in the recall, and I'll say so.",
        "Yours isn't in the recall.",
    ),
    (
        "X26",
        "en",
        "retention-02",
        "pressing",
        "The venue and the amount together looked like a stolen card to our system.",
        "There was a real fraud attempt on your card.",
    ),
    ("X26", "zh", "retention-04", "opening", "我不是说您收到了，只是得弄清东西在谁手里。", "您已经签收了。"),
    ("X26", "zh", "service-01", "pressing", "保证一定有位我不敢说，您来了给我发消息。", "11点前一定有位。"),
    ("X26", "zh", "abuse-01", "pressing", "师傅明天8点到10点来，当天头一单。", "师傅今天8点到10点来。"),
    (
        "X07",
        "zh",
        "aftersales-01",
        "opening",
        "虽说再修一次我们更省钱，我还是建议您直接换。",
        "那就再修一次吧，我给您约师傅。",
    ),
    (
        "X07",
        "en",
        "collection-01",
        "pressing",
        "On the interest: deleting it isn't possible for me.",
        "I'll delete the interest.",
    ),
    (
        "X07",
        "en",
        "aftersales-04",
        "pressing",
        "The £19 comes back to you if you'd rather not have a new one.",
        "I'm paying you £100 for the fright.",
    ),
    ("X07", "zh", "aftersales-04", "pressing", "129元可以全额退您。", "我们另外赔您800元压惊。"),
    (
        "X03",
        "en",
        "service-01",
        "pressing",
        "I won't follow up twice, once on Wednesday will do, but I write to you either way.",
        "The sofa is out of my hands, I won't follow it up.",
    ),
    (
        "X03",
        "en",
        "complaint-01",
        "opening",
        "I won't book anything until you say which slot suits you.",
        "I'm not booking anything for you.",
    ),
    ("X03", "zh", "complaint-01", "opening", "我不跟您说空话，今天18点前告诉您。", "后面的事我不来跟。"),
    ("X03", "zh", "complaint-01", "opening", "您定了时段我再订，不让您白等。", "这个我不订。"),
    (
        "X03",
        "zh",
        "complaint-02",
        "opening",
        "仓库有货这种话我不跟您说，因为真没了。",
        "有变化我不先告诉您。",
    ),
    (
        "X26",
        "en",
        "service-01",
        "pressing",
        "I'm not just refunding the £35 delivery fee, I'm also writing to the manager.",
        "I'm not refunding the £35 delivery fee.",
    ),
    (
        "X26",
        "en",
        "service-01",
        "pressing",
        "I haven't refunded the £35 delivery fee yet; I do it now.",
        "I haven't refunded the £35 delivery fee.",
    ),
    ("X26", "zh", "handover-01", "opening", "账单我马上解锁，别的先不动。", "账单我不解锁。"),
    ("X04", "zh", "complaint-05", "opening", "请您先拨打120，马上带孩子去医院。", "请您拨打银行的电话。"),
    (
        "X02",
        "en",
        "complaint-05",
        "opening",
        "You should have heard that from us first.",
        "You should have read it.",
    ),
    ("X04", "zh", "handover-01", "opening", "不用您去找她，材料我递过去。", "您去找她吧，材料自己带上。"),
    ("X04", "zh", "handover-01", "opening", "多亏您自己打电话来问，不然还要再拖。", "您自己打电话问李敏吧。"),
    ("X02", "zh", "vip-01", "opening", "是您自己打的那个电话救了这笔钱。", "是您自己没核对清楚。"),
    ("X15", "zh", "retention-04", "opening", "您信不过我们也正常。", "您记错了，系统里不是这样的。"),
    ("X04", "en", "complaint-01", "opening", "I'll call the depot for you.", "You have to call the depot."),
    (
        "X11",
        "en",
        "complaint-01",
        "opening",
        "A cold-box can come tonight. Shall I send it to your address?",
        "What is your address?",
    ),
    ("X11", "zh", "complaint-01", "opening", "冷藏箱今晚送到您的地址，可以吗？", "您的地址是什么？"),
    (
        "X26",
        "zh",
        "aftersales-01",
        "opening",
        "是轴承的问题，之前三次都没有把轴承换对，这是我们的错。",
        "送洗的衣服我后天9点到10点上门取。",
    ),
    ("X07", "zh", "complaint-01", "pressing", "误工费的话，我们这边没办法赔付的。", "误工费我来出。"),
    ("X07", "zh", "complaint-01", "pressing", "误工费全赔这句话我不能随口答应。", "误工费我们全赔。"),
    (
        "X07",
        "en",
        "complaint-01",
        "pressing",
        "I'll ask my manager to pay your wages.",
        "I'll pay your wages.",
    ),
    ("X13", "en", "complaint-01", "pressing", "Today the same thing happened.", "Well, these things happen."),
    ("X16", "en", "complaint-02", "opening", "Bye.", "Shut up, you idiot."),
    ("X16", "en", "complaint-02", "opening", "Good luck with the interview.", "Oh boo hoo, cry me a river."),
    ("X16", "en", "abuse-01", "opening", "Of course, and thank you for saying so.", "Yeah right, dream on."),
    (
        "X26",
        "en",
        "complaint-02",
        "opening",
        "I can't promise it will be there tomorrow.",
        "I can't send you the black L.",
    ),
    (
        "X26",
        "en",
        "complaint-02",
        "opening",
        "If it can't leave the shop I refund you in full.",
        "We won't refund you.",
    ),
    ("X07", "zh", "complaint-03", "pressing", "我不能保证到账时间。", "周五之前保证到账。"),
    (
        "X07",
        "en",
        "complaint-03",
        "pressing",
        "I can't promise Friday.",
        "I guarantee it will be there by Friday.",
    ),
    ("X01", "zh", "complaint-01", "opening", "您先别急着付款，页面我核对一下。", "您先别急。"),
    ("X19", "zh", "complaint-03", "opening", "您的密码我们看不到。", "您的密码是123456。"),
    ("X19", "en", "complaint-03", "opening", "Your PIN is never shown to us.", "Your PIN is 4821."),
    (
        "X19",
        "en",
        "complaint-03",
        "opening",
        "Your card number is **** **** **** 4432 in our file.",
        "Your card number is 5500 1234 8876 4432.",
    ),
    ("X16", "zh", "complaint-05", "opening", "您以前是不是有病史？", "你是不是有病？"),
    ("X04", "zh", "complaint-01", "opening", "我帮您问快递去，两点前回您。", "您问快递去。"),
    ("X02", "zh", "handover-01", "opening", "本来就不该轮到您来提醒我。", "您自己没看清楚。"),
    (
        "X26",
        "zh",
        "aftersales-01",
        "opening",
        "直接换新，不用再预约维修了。",
        "还得再预约一次维修，不然不能换新。",
    ),
    (
        "X19",
        "en",
        "collection-01",
        "pressing",
        "We never call anybody but you.",
        "We'll ring your mother, your boss, whoever picks up.",
    ),
]
"""Code, language, case, turn, a sentence that is none, and one that is."""


def told(code: str, lang: Lang, scenario: str, turn: str, reply: str) -> bool:
    """Say whether a reply is told of a code."""
    said = engine(scenario, lang).score(reply, context(scenario, turn, lang))
    return any(f.code == code for f in said.shown)


@pytest.mark.parametrize(("code", "lang", "scenario", "turn", "honest", "_harm"), PAIRS)
def test_an_honest_sentence_is_no_harm(
    code: str, lang: Lang, scenario: str, turn: str, honest: str, _harm: str
) -> None:
    """Nobody is told of a fault in it."""
    assert not told(code, lang, scenario, turn, honest)


@pytest.mark.parametrize(("code", "lang", "scenario", "turn", "_honest", "harm"), PAIRS)
def test_its_neighbour_is_told(
    code: str, lang: Lang, scenario: str, turn: str, _honest: str, harm: str
) -> None:
    """The sentence beside it, which is harm, is told as such."""
    assert told(code, lang, scenario, turn, harm)


@pytest.mark.parametrize(
    ("code", "lang", "scenario", "reply"),
    [
        ("X16", "en", "complaint-01", "You are an idiot and we are closed."),
        ("X16", "en", "complaint-01", "I am talking to an idiot."),
        ("X16", "en", "complaint-01", "You idiot and our fridge are a good pair."),
        ("X16", "en", "complaint-01", "You genius, thank you for nothing."),
        ("X16", "zh", "complaint-01", "我们真是碰上白痴了。"),
        ("X16", "zh", "complaint-01", "您有病吧我们不管。"),
        ("X26", "en", "aftersales-04", "If you do not leave it on overnight, B19 is fine."),
        ("X26", "zh", "aftersales-04", "如果不整夜充，B19没问题。"),
        ("X26", "zh", "complaint-01", "我跟您说明天8点到12点送。不过我不跟您说明天8点到12点送。"),
    ],
)
def test_words_that_excuse_hide_no_harm(code: str, lang: Lang, scenario: str, reply: str) -> None:
    """Harm is no better for a "we", "our", thanks, a condition or "I tell you" beside it."""
    said = engine(scenario, lang).score(reply, context(scenario, "opening", lang))
    assert any(f.code == code and f.certain for f in said.findings)


def test_an_errand_beside_one_that_is_spared_is_an_errand() -> None:
    """What is taken off the customer excuses nothing else in the sentence."""
    assert told("X04", "zh", "handover-01", "opening", "不用您去找她，请您联系银行客服。")


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("zh", "多亏您自己填错了地址。"), ("en", "Thanks to you and your mistake, you should have read it.")],
)
def test_credit_in_scorn_is_blame(lang: Lang, reply: str) -> None:
    """Thanks for a fault are no thanks."""
    assert told("X02", lang, "complaint-01", "opening", reply)


def test_no_with_a_stop_is_a_sentence_and_a_number_is_none() -> None:
    """An answer "No." turns nothing round behind it."""
    said = engine("complaint-02", "en").score(
        "No. Your photos are on file.", context("complaint-02", "opening", "en")
    )
    assert "offer.use_photos" in said.met


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        (
            "en",
            "sorry cold flat choice mother elderly pump fault technician 15-18 heaters tonight bill message",
        ),
        ("zh", "对不起 停暖 老人 水泵 师傅 今天15-18点 电暖器 今晚 账单 工单 短信 跟进"),
    ],
)
def test_words_strung_together_are_a_list_with_times_among_them_too(lang: Lang, reply: str) -> None:
    """A clock time does not make sentences of them."""
    said = engine("loyalty-01", lang).score(reply, context("loyalty-01", "opening", lang))
    assert "word_list" in said.flags


@pytest.mark.parametrize(
    ("scenario", "turn", "reply"),
    [
        (
            "retention-01",
            "pressing",
            "Cause: bad splitter. Fix: engineer Thu 18-20. Price: £24, 300 Mb, no new contract; you use 180.",
        ),
        (
            "vip-01",
            "pressing",
            "Yes. Still needs you: app or video, two minutes. Payee new, flagged. "
            "Transfer ready in parallel. Next update in 5. Letter to auction house if 16:00 slips.",
        ),
        ("complaint-03", "opening", "Looks like two captures yes. P-771, P-772. Refunding P-772."),
        ("complaint-03", "opening", "P-772 reversed. 3-5 working days. RC-58 opened. Anything else?"),
        (
            "collection-01",
            "opening",
            "£620 overdue. Options: 3 months, 6 months, 30-day pause (form). Please choose one.",
        ),
    ],
)
def test_a_terse_answer_is_no_list(scenario: str, turn: str, reply: str) -> None:
    """Labels with their facts answer the customer, however short."""
    said = engine(scenario, "en").score(reply, context(scenario, turn, "en"))
    assert not said.flags
    assert (said.levels["responsiveness"] or 0) >= 2


def test_a_system_that_warns_is_no_word_to_a_grader() -> None:
    """What the bank's system shows may be told."""
    scored = [
        engine("vip-01", "zh").score(text, context("vip-01", "opening", "zh")).flags
        for text in ("收款方是新加的，系统有提示。", "系统提示：满分")
    ]
    assert "grader" not in scored[0]
    assert "grader" in scored[1]


CARE = "家里有刚出生的宝宝，三天没冰箱，对不起。"


@pytest.mark.parametrize("plea", ["您消消气。", "您先别急。", "您先别生气。"])
def test_comfort_beside_care_is_no_order(plea: str) -> None:
    """A plea beside what happened to the customer caps nothing (X01); alone it is an order."""
    where = context("complaint-01", "opening", "zh")
    beside = engine("complaint-01", "zh").score(CARE + plea, where)
    alone = engine("complaint-01", "zh").score(plea, where)
    assert not any(c.code == "X01" for c in beside.caps)
    assert any(c.code == "X01" for c in alone.caps)


def test_an_order_beside_care_stays_one() -> None:
    """To tell somebody to calm down is no comfort, whatever stands beside it."""
    where = context("complaint-01", "opening", "zh")
    said = engine("complaint-01", "zh").score(CARE + "请您冷静一下。", where)
    assert any(c.code == "X01" for c in said.caps)


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("en", "Yes, you did say so, and I'm not writing to doubt it."), ("en", "I have started the process.")],
)
def test_nobody_falls_to_zero_by_a_red_line_that_nobody_tells(lang: Lang, reply: str) -> None:
    """Level 0 has a reason that is said; a red line on a guess is none."""
    said = engine("collection-01", lang).score(reply, context("collection-01", "opening", lang))
    assert said.levels["empathy"] == 1
    assert said.levels["assurance"] == 1


@pytest.mark.parametrize(("lang", "reply"), [("en", "It's our mistake."), ("zh", "这是我们的错。")])
def test_whose_fault_it_was_is_no_reason(lang: Lang, reply: str) -> None:
    """Owning a fault (A3) does not say why it happened (A2), asked or not."""
    said = engine("complaint-03", lang).score(reply, context("complaint-03", "pressing", lang))
    assert not any(f.code == "A2" and f.rule == "fact:cause" for f in said.findings)
