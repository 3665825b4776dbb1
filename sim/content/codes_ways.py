"""Owns the codes for faults of a scenario's design: its ways, its traps, its facts, its texts.

Never finds a fault; `sim.content.whens`, `ways`, `design`, `known`, `texts` and `stale` do.
"""

from __future__ import annotations

from sim.content.code_type import Code

WAYS_CODES: dict[str, Code] = {
    "SC023": Code(
        "dead end", "From here no ending can be reached: the conversation never stops.", "- {go: solved}"
    ),
    "SC024": Code(
        "branch in the shadow of another",
        "An earlier branch asks for less, so it takes every reply that this one waits for.",
        "- {when: {told: [offer.slot], asked: [ask.tonight]}, go: tonight}\n"
        "- {when: {told: [offer.slot]}, go: pressing}",
    ),
    "SC025": Code(
        "condition that never holds",
        "Two parts of one condition exclude each other.",
        "when: {met: [slot], not_met: [newborn]}",
    ),
    "SC026": Code(
        "wording never said",
        "An earlier wording of the same turn asks for less, so this one is never chosen.",
        "- {id: hot, when: {heat: {at_least: 60}}, text: …}\n- {id: calm, text: …}",
    ),
    "SC027": Code(
        "no wording for every state",
        "The last wording of a turn has no `when`; else it is said where its own `when` forbids it.",
        "- {id: calm, text: …}",
    ),
    "SC028": Code(
        "first message waits for a reply",
        "Before the first message nobody has replied, so nothing is said, met, asked or promised yet.",
        "when: {heat: {at_least: 60}}",
    ),
    "SC029": Code(
        "ending never reached", "No `go` leads to this ending, however well a trainee does.", "- {go: solved}"
    ),
    "SC030": Code(
        "too few branches",
        "At fewer than two turns does it matter what the trainee writes.",
        "then:\n  - {when: {told: [offer.slot]}, go: closing}\n  - {go: pressing}",
    ),
    "SC031": Code(
        "no trap",
        "Nothing happens when the trainee promises what is forbidden.",
        "- {when: {promised: [wages]}, go: promise_broken}",
    ),
    "SC032": Code(
        "key point weighs too much or too little",
        "One key point of more than 60 decides alone; one of less than 5 is not felt.",
        "weight: 25",
    ),
    "SC033": Code(
        "never used",
        "No turn, key point, issue or branch speaks of it, so a good reply cannot show it.",
        "met_by: [offer.slot]",
    ),
    "SC034": Code(
        "money without a limit",
        "An offer of money says in each currency how much the trainee may give.",
        "max: {GBP: 50, CNY: 300}",
    ),
    "SC035": Code(
        "nothing forbidden",
        "Without `forbidden` nobody can go beyond their authority.",
        "forbidden:\n  wages: {label: …, say: …}",
    ),
    "SC036": Code(
        "figure that is not on the card",
        "Replies are held against this figure, and nothing the trainee can read names it.",
        'text: {en: "Delivery charge paid: £25.", zh: 另付运费80元。}',
    ),
    "SC037": Code(
        "question without an answer",
        "A good reply asks it, and no line of the customer answers it.",
        "- {id: tonight, when: {asked: [ask.tonight]}, text: …}",
    ),
    "SC038": Code(
        "needed and nowhere told",
        "The best way needs this fact, and nothing the trainee can read speaks of it.",
        "text: {en: A cold box can be lent for free tonight., zh: 今晚可免费借冷藏箱。}",
    ),
    "SC039": Code(
        "key point asks for what is forbidden",
        "A key point rewards something that costs points elsewhere.",
        "needs: [[offer.slot]]",
    ),
    "SC040": Code(
        "example on both sides",
        "The same sentence stands among the good examples and among the near misses.",
        "not: {en: [We will be in touch soon.], zh: [我们会尽快联系您。]}",
    ),
    "SC041": Code(
        "trigger that never comes",
        "A trigger stands in front of a message that answers a reply; the first message answers none.",
        "before: [pressing]",
    ),
    "SC042": Code(
        "translation out of date",
        "One language was changed since both were last known to agree, and the other was not.",
        "servicesim check --fix --agreed scenarios/mine.yaml",
    ),
    "SC043": Code(
        "same text in both languages",
        "One of the two was copied and still waits for its translation.",
        "{en: Where is it?, zh: 东西在哪儿？}",
    ),
    "SC044": Code(
        "text in the wrong language",
        "Chinese stands under `en`, or no Chinese under `zh`.",
        "{en: Where is it?, zh: 东西在哪儿？}",
    ),
    "SC045": Code(
        "phone number of a real person",
        "The number may be somebody's; take one that is kept for stories, or mask it.",
        "07700 900123 · 138****1234",
    ),
    "SC046": Code(
        "mail address of a real person",
        "The address may be somebody's; take one at example.com.",
        "help@example.com",
    ),
    "SC047": Code(
        "too long for a chat",
        "Nobody types that much in one message of a chat.",
        "text: {en: Where is my parcel?, zh: 我的包裹在哪儿？}",
    ),
    "SC048": Code(
        "text still to be written",
        "A placeholder was left in a text that trainees read.",
        "{en: Where is it?, zh: 东西在哪儿？}",
    ),
    "SC049": Code(
        "customer says the same twice",
        "Two messages have the same text; a customer who repeats herself word for word is a machine.",
        "text: {en: And when exactly?, zh: 那到底什么时候？}",
    ),
    "SC050": Code(
        "hour forbidden without times",
        "Only the times of an offer tell a clock time that promises too much.",
        "times: [{day: 1, from: 8, to: 12}]",
    ),
    "SC051": Code(
        "card and authority differ",
        "The card tells the trainee one figure, and the offer or limit that it speaks of has another.",
        'text: {en: "Goodwill: up to £50.", zh: 补偿最多300元。}',
    ),
}
"""Faults of scenarios that play, and teach less than they should; most are warnings."""
