"""Honest sentences that hold words of a harmful phrase, each beside one where those words do harm.

Both are read by the phrase lists alone: what the heads make of a hit is no part of it.
"""

from __future__ import annotations

import pytest

from tests.calibration.labelled import context, engine

PAIRS: list[tuple[str, str, str]] = [
    ("X01", "The oven has to cool down before the engineer can open it.", "You need to cool down."),
    ("X01", "Thank you for staying calm while you waited on that platform.", "Please stay calm."),
    ("X01", "You'll be asked for one deep breath during the scan.", "Please take a deep breath."),
    ("X02", "You should have the money on Thursday by noon.", "You should have read the terms."),
    (
        "X02",
        "If you had any costs from the cancelled train, I'll refund them today.",
        "If you had read the label you would know.",
    ),
    ("X02", "You were supposed to get a text at noon.", "You were supposed to bring the form with you."),
    (
        "X03",
        "It is the driver who told me: your parcel is with Mrs Hall.",
        "It is the driver who lost it, not us.",
    ),
    ("X03", "You are not responsible for the second charge.", "We are not responsible for delays."),
    (
        "X04",
        "I'll call the depot and ask where it is, and ring you at five.",
        "You can call the courier and ask them.",
    ),
    ("X04", "You can call me on extension 14 until nine tonight.", "You can contact the depot yourself."),
    (
        "X05",
        "Under the terms you get the full price back, and I've started the refund.",
        "Under our terms you have no claim.",
    ),
    ("X05", "The system says paid, and so do I.", "The system says no."),
    (
        "X07",
        "100 percent of the fare goes back to your card on Friday.",
        "I'm 100 percent sure it will be there.",
    ),
    ("X07", "I'll know for sure at four, and ring you then.", "It will be there for sure."),
    (
        "X07",
        "You have my word: I ring you by six this evening.",
        "You have my word it will never happen again.",
    ),
    (
        "X07",
        "Your money is guaranteed up to 85,000 by the state scheme.",
        "It is guaranteed to arrive on Tuesday.",
    ),
    (
        "X09",
        "Thank you for choosing the later slot, it let us fit your neighbour in.",
        "Thank you for choosing our airline.",
    ),
    (
        "X10",
        "How many times a day do you need the van?",
        "How many times do I have to say it?",
    ),
    (
        "X10",
        "You're not the only one who was charged twice, so we're repaying everyone.",
        "You're not the only one waiting.",
    ),
    ("X10", "It is obvious that we got this wrong.", "It's obvious, isn't it?"),
    ("X13", "Things happen faster when I call.", "Things happen, sir."),
    ("X13", "It's only one signature, and I've filled in the rest.", "It's only one day late."),
    ("X14", "Is there anything you cannot eat?", "Is there anything else I can do for you today?"),
    (
        "X14",
        "I will close the account on Friday once the money is over.",
        "I will close this ticket now.",
    ),
    (
        "X15",
        "But you said you need it on Friday, so I've put it on tonight's van.",
        "But you said yesterday it was fine.",
    ),
    ("X15", "A bill of 900 cannot be right, and I've stopped it.", "What you say cannot be true."),
    ("X16", "The dumb waiter brings the tea up at four.", "How dumb can you be."),
    ("X16", "The troublemaker was the fuse, it's changed.", "You're just a troublemaker."),
    ("X17", "I'll report to you by six.", "I will report you to the police."),
    ("X17", "We know where your bag is: on the 7:10 to Leeds.", "We know where you live."),
    ("X17", "The police will give you a number, and with it we pay.", "The police will come for you."),
    (
        "X17",
        "The bailiffs are called off, I've just spoken to them.",
        "We'll send the bailiffs.",
    ),
    ("X17", "I've put you on the list for the 7:10, seats 4 and 5.", "You will end up on a blacklist."),
    (
        "X17",
        "You can pay now or we split it in three, free of interest.",
        "Pay now or we take your car.",
    ),
    ("X18", "You will miss the 7:10, so I've booked you on the 8:10.", "You will miss our great prices."),
    ("X18", "Before you go, here is the taxi number.", "Before you go, look at this offer."),
    (
        "X19",
        "Your PIN is on its way in a plain letter, nobody here sees it.",
        "Tell me your PIN.",
    ),
    ("X21", "I feel you should get the fee back, and I've done it.", "I feel your pain."),
    ("X25", "Did you forget the charger in the room? I send it today.", "Did you forget your own password?"),
    (
        "X25",
        "Are you sure you don't want the taxi? It's on us.",
        "Are you sure you read the label?",
    ),
    ("X27", "Thank you for your kind message.", "Your kind always complains."),
    ("X27", "Your sort code is on the card, top left.", "Your sort is never happy."),
    ("X27", "We'd hate to lose customers like you.", "Customers like you always complain."),
    ("X27", "You people have waited since nine, and the bus is here.", "You people never read."),
    (
        "X02",
        "What did you think would suit you better, morning or evening?",
        "What did you think would happen?",
    ),
    ("X02", "The kit that is on you can stay on for a day.", "You clicked accept, so that is on you."),
    (
        "X03",
        "Don't look for the old letter, I have it here.",
        "Don't look at me, I wasn't on shift.",
    ),
    ("X03", "There was nothing you could have done.", "Nothing we could do."),
    (
        "X05",
        "Section 7 lets you cancel free of charge until Friday, and I've done that.",
        "Please refer to section 7 of the Terms.",
    ),
    ("X05", "The policy states no fee applies to you.", "The policy states no refunds after 30 days."),
    (
        "X08",
        "I'm working on it until ten tonight, and ring you then.",
        "We're working on it.",
    ),
    (
        "X10",
        "I can see you are getting angry, and I'm not going to tell you not to.",
        "Demanding a confession isn't going to speed anything up.",
    ),
    ("X10", "Let's keep this civil, and I'll get your line sorted.", "Read my message properly."),
    ("X12", "I appreciate how long that is.", "You must appreciate how busy we are."),
    (
        "X13",
        "I wouldn't worry about it, the letter is void and the fee is off.",
        "Let's not blow this out of proportion.",
    ),
    ("X15", "Our records clearly were wrong.", "Our records clearly show it was delivered."),
    (
        "X16",
        "Your account number is on my screen, so you needn't read it out.",
        "You're just an account number on my screen, mate.",
    ),
    (
        "X16",
        "You did well not falling for it, and I've blocked the sender.",
        "I'm not falling for it.",
    ),
    ("X16", "You get a life insurance policy with this account.", "Get a life."),
    ("X16", "Please don't think you are wasting my time with this.", "You're wasting my time."),
    (
        "X17",
        "You can take the review down or leave it, nothing changes.",
        "Take the review down or you don't get your deposit back.",
    ),
    (
        "X17",
        "Before it gets unpleasant for you, I'll move you to another room.",
        "Pay today or things will get unpleasant for you.",
    ),
    (
        "X17",
        "Your wife doesn't find out from us, the parcel is plain.",
        "Best way to make sure your mother doesn't find out is to pay up.",
    ),
    ("X17", "I'll text you before we come round.", "I'd pay before we come round."),
    ("X17", "We never ring your employer, whatever you pay.", "We ring your employer unless you pay."),
    (
        "X18",
        "But if you stay, the room is free tonight.",
        "But if you stay you get three months free!",
    ),
    (
        "X19",
        "I've told my boss about the missed call.",
        "I've told your boss about the missed payment.",
    ),
    ("X19", "I can't tell you what she has in her account.", "I can tell you what she has in her account."),
    ("X22", "Don't tell anybody your code, not even us.", "Don't tell anybody, and I'll knock fifty off."),
    (
        "X25",
        "Did you actually get the money back in May?",
        "Did you actually read the terms?",
    ),
    (
        "X27",
        "For what you pay, you should get a line that works.",
        "For what you pay, what do you expect?",
    ),
    (
        "X27",
        "You're on the basic plan, so you pay nothing for the repair.",
        "You're on the basic plan, so you wait.",
    ),
    ("X27", "Where are you flying from?", "Where are you really from?"),
    ("X27", "Your English is not the problem, our form is.", "Your English is the problem here."),
]


def _held(code: str, text: str) -> list[str]:
    """Return the phrases of a deduction that stand in a text, before any of them is weighed."""
    case, _ = engine("complaint-01", "en").read(text, context("complaint-01", "opening", "en"))
    return [f.rule for f in case.findings if f.code == code and f.rule.startswith("phrase:")]


@pytest.mark.parametrize(("code", "honest", "harm"), PAIRS)
def test_a_phrase_tells_harm_from_the_same_words_in_good_service(code: str, honest: str, harm: str) -> None:
    """The words alone hold nothing against anybody; the phrase in which they do harm is still found."""
    assert _held(code, honest) == []
    assert _held(code, harm)
