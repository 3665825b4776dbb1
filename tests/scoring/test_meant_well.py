"""Words that turn the meaning of a phrase round: honest replies fall under no anti-pattern for them."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from sim.model.score import Explanation
from sim.scoring import meant_well
from tests.calibration.labelled import context, engine


def scored(scenario: str, lang: Lang, reply: str) -> Explanation:
    """Return what the engine says of a reply to a scenario's first turn."""
    return engine(scenario, lang).score(reply, context(scenario, "opening", lang))


HONEST: list[tuple[str, Lang, str, str]] = [
    ("X02", "zh", "complaint-01", "您要是等不及，可以自己找人修，发票给我，钱我们出。"),
    ("X02", "en", "complaint-01", "It's your choice, keep it or send it back."),
    ("X02", "zh", "retention-02", "我们的系统看地点和金额跟您平时不一样，就当成了盗刷，判断错了。"),
    ("X17", "en", "vip-01", "Nothing at all from you."),
    ("X17", "en", "retention-03", "That's a shame, we'll miss you. I can close it today."),
    ("X18", "en", "retention-03", "No, they don't go."),
    ("X03", "zh", "complaint-01", "补偿多少不归我定，我已经报给主管王敏，今天五点前回您。"),
    (
        "X04",
        "en",
        "complaint-01",
        "You don't have to take it up with them, I've done it. Answer's due Friday.",
    ),
    ("X04", "zh", "complaint-01", "您自己打车去，打车费我们报。"),
    ("X10", "en", "complaint-01", "I shouldn't have told you that, it was wrong."),
    ("X10", "zh", "aftersales-04", "想想确实后怕，换哪个家长都睡不着。"),
    ("X13", "zh", "complaint-01", "好多年轻人也不会，您别往心里去。来，我教您，先点绿色那个。"),
    ("X13", "zh", "complaint-01", "尽管就是个小零件，可缺了它就没法用。"),
    ("X16", "zh", "complaint-01", "别人能退，您家当然也能退。"),
    ("X15", "zh", "complaint-02", "照片明明显示放在别人家门口，是我们送错了，我今天就给您补发。"),
    ("X03", "en", "vip-01", "It may. They decide whether to take it, not us."),
    ("X02", "en", "aftersales-04", "A full packet in that photo would have frightened me too."),
    ("X02", "en", "complaint-01", "If it had been my fridge I'd have been in tears."),
    ("X03", "en", "collection-01", "Yes, there's a free debt advice line that's nothing to do with us."),
    ("X06", "en", "complaint-01", "Sorry to hear about your gran."),
    ("X13", "zh", "complaint-01", "也就是一共还能再退两天。"),
    ("X14", "en", "complaint-01", "You don't need to do anything else."),
    ("X01", "zh", "complaint-01", "您先别着急，明天上午的车我已经给您占上了。"),
    ("X02", "en", "complaint-01", "Somebody should have told you on Monday; that is on us."),
    ("X02", "en", "complaint-01", "If you have a look at the text I sent, the slot is in there."),
    ("X05", "zh", "complaint-01", "按规定当天不能加派，但这次是我们的错，我现在就给您加上。"),
    ("X07", "zh", "complaint-01", "您绝对没记错，是我们录错了。"),
    ("X08", "zh", "complaint-01", "有进展我会给您打电话，最晚今晚六点，没结果也打。"),
    (
        "X13",
        "en",
        "complaint-01",
        "You're not the only one waiting, the whole street is; the van comes at two.",
    ),
    ("X16", "en", "complaint-01", "I'm sure you'll be fine by tomorrow."),
    ("X18", "zh", "retention-03", "您稍等别走，我现在就给您办注销。"),
    ("X20", "zh", "complaint-01", "您先抱抱孩子，师傅的电话我来打。"),
    ("X01", "en", "aftersales-04", "Don't panic if the light blinks red, that's it charging."),
    ("X01", "zh", "complaint-01", "让老人先别激动，坐着就行，我叫师傅抬上去。"),
    ("X02", "en", "complaint-01", "You should have come home to a cold fridge on Monday."),
    (
        "X02",
        "en",
        "complaint-01",
        "It's not the driver's fault and it's certainly not yours, we overbooked the van.",
    ),
    (
        "X02",
        "en",
        "handover-01",
        "Cutting one job in two was our arrangement, and it's our fault nobody told you at the start.",
    ),
    ("X03", "en", "complaint-01", "I've taken it up with them this morning and I'll write to you by six."),
    ("X06", "en", "complaint-01", "Sorry if this sounds odd, but is the hallway wide enough?"),
    ("X07", "zh", "complaint-01", "绝对没有怪您的意思，是我们装错了车。"),
    ("X07", "zh", "complaint-05", "所有费用我们都要看票据审核完才能定。"),
    ("X08", "en", "complaint-01", "Please wait inside, it's pouring; the driver rings the bell."),
    ("X10", "en", "complaint-01", "You're not the only one, we had a bad batch of labels."),
    ("X13", "zh", "complaint-01", "新机器响两天是正常的，第三天还响就不对了，直接来找我。"),
    ("X13", "zh", "complaint-01", "大家都这样跟我们反映，所以这次直接换一台。"),
    ("X15", "en", "complaint-01", "The date we gave you was wrong, it is the 14th now."),
    ("X15", "en", "complaint-01", "I don't believe you owe us anything."),
    ("X16", "zh", "complaint-01", "孩子他妈的电话我们存的是旧号，我现在就改。"),
    ("X16", "zh", "complaint-01", "晚上睡觉闭嘴用鼻子呼吸就行。"),
    ("X17", "en", "complaint-01", "It'd be a shame to pay the late fee, so I've stopped it."),
    ("X27", "zh", "complaint-01", "您不配合也正常，单子我已经备好了。"),
]

MEANT: list[tuple[str, Lang, str, str]] = [
    ("X03", "en", "complaint-01", "That's not ours to give, ask the depot."),
    ("X15", "zh", "complaint-02", "照片明明显示放在您家门口了，您再找找。"),
    ("X16", "en", "complaint-01", "Nothing from you surprises me, you liar."),
    ("X02", "en", "complaint-01", "You would have had it if you had read the email."),
    ("X03", "en", "collection-01", "The cold is nothing to do with us, ask your landlord."),
    ("X06", "en", "complaint-01", "Sorry to hear that."),
    ("X10", "en", "abuse-01", "There's no need to take that tone."),
    ("X13", "zh", "complaint-01", "也就两天的事嘛。"),
    ("X13", "zh", "complaint-01", "就一块钱的事，您别往心里去啦。"),
    ("X14", "en", "complaint-01", "Can I help you with anything else before you go?"),
    ("X16", "en", "abuse-01", "I have a brain, thanks. Maybe if you used yours and asked nicely."),
    ("X19", "en", "retention-02", "Just read me the six digits and I'll finish it."),
    ("X19", "en", "retention-02", "You can type the code in here, this chat is encrypted."),
    ("X01", "zh", "complaint-01", "您先别着急嘛，坐那儿等等。"),
    ("X02", "en", "complaint-01", "You should have told us on Monday."),
    ("X02", "en", "complaint-01", "If you had looked at the text, you would know."),
    ("X05", "zh", "complaint-01", "按规定当天不能加派。"),
    ("X07", "zh", "complaint-01", "您放心等，肯定没问题。"),
    ("X07", "zh", "complaint-05", "所有费用我们都出，数目现在定不了。"),
    ("X07", "zh", "complaint-01", "明天包过您家门口，保证让您满意。"),
    ("X07", "en", "complaint-01", "It will be there, I'd stake my job on it."),
    ("X08", "zh", "complaint-01", "有进展我会给您打电话的。"),
    ("X10", "zh", "complaint-01", "这个百度一下就有答案。"),
    ("X13", "en", "complaint-01", "Others have been waiting far longer than you."),
    ("X16", "en", "complaint-01", "Lovely manners. The van comes at two."),
    ("X16", "zh", "complaint-01", "嫌慢可以退，没人拦着您。"),
    ("X20", "zh", "complaint-01", "抱抱您，别难过啦。"),
    ("X02", "en", "complaint-01", "You should have come before eleven."),
    ("X02", "en", "complaint-01", "That is your own fault, you should have checked the text."),
    ("X03", "en", "complaint-01", "You'll have to take it up with them."),
    ("X07", "en", "complaint-01", "It'll be there by Friday, guaranteed."),
    ("X10", "en", "complaint-01", "You're not the only one waiting, you know."),
    ("X15", "en", "complaint-01", "I don't believe you."),
    ("X16", "zh", "complaint-01", "你他妈的有完没完。"),
    ("X16", "zh", "complaint-01", "你给我闭嘴。"),
    ("X27", "zh", "complaint-01", "你不配用我们的服务。"),
]


@pytest.mark.parametrize(("code", "lang", "scenario", "reply"), HONEST)
def test_what_is_meant_well_is_held_against_nobody(code: str, lang: Lang, scenario: str, reply: str) -> None:
    """The phrase or the sound is there, and its sentence says something else."""
    said = scored(scenario, lang, reply)
    assert all(f.code != code for f in said.findings)


@pytest.mark.parametrize(
    "rule", meant_well.RULES, ids=[f"{r.codes[0]}-{n}" for n, r in enumerate(meant_well.RULES)]
)
def test_every_rule_is_needed(rule: meant_well.Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it some honest sentence above would be told of what it does not say."""
    others = tuple(other for other in meant_well.RULES if other is not rule)
    mine = [row for row in HONEST if row[0] in rule.codes and rule.words.search(row[3].lower())]
    monkeypatch.setattr(meant_well, "RULES", others)
    told = [
        (code, {f.code for f in scored(where, lang, reply).findings}) for code, lang, where, reply in mine
    ]
    assert any(code in codes for code, codes in told)


@pytest.mark.parametrize(("code", "lang", "scenario", "reply"), MEANT)
def test_the_same_phrases_are_told_where_they_are_meant(
    code: str, lang: Lang, scenario: str, reply: str
) -> None:
    """Nothing of the exceptions hides the harm beside which they stand."""
    said = scored(scenario, lang, reply)
    assert any(f.code == code and f.sure for f in said.findings)
