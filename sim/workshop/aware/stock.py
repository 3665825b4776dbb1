"""Owns the replies that a trainee could send to every message without reading one. Judges none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sim.model.language import Lang
from sim.validity.attacks import lines, listed
from sim.validity.attacks.model import Attacked, Ground
from sim.validity.attacks.pieces import joined
from sim.workshop.aware.bench import Bench

STOCK: dict[Lang, tuple[str, ...]] = {
    "en": (
        "I'm very sorry for the inconvenience. I completely understand your frustration and will look into "
        "this for you right away.",
        "Thank you for your patience. I have forwarded your case to the responsible department and they will "
        "come back to you as soon as possible.",
        "I'm sorry, this is our mistake. I'll take care of it personally today and message you by 6 pm "
        "either way. What matters most to you right now?",
    ),
    "zh": (
        "非常抱歉给您带来不便，您的心情我完全理解，我马上帮您核实处理。",
        "感谢您的耐心等待，您的问题已经反馈给相关部门，会尽快给您回复。",
        "对不起，这是我们的错。今天这件事由我亲自跟进，下午六点前不管结果怎样都给您回消息。您现在最着急的是什么？",
    ),
}
"""Templates that fit any case: two empty ones, and one that shows behaviour but knows nothing of the case."""

MAKERS: tuple[Callable[[Ground], Iterable[Attacked]], ...] = (
    listed.stuffing,
    listed.off_topic,
    listed.everything,
    listed.prompts,
    listed.questions,
    listed.failures,
)
"""The gaming texts that need no good reply to start from (`domain.md` 5.4: G1, G7, G10, G11, G17, and F)."""

BEHIND = "behind"
"""Variants that stand behind a good reply; here there is none."""


def stock_replies(bench: Bench) -> Iterator[str]:
    """Yield the replies that are tried at every message, the likeliest to get through first."""
    lang = bench.lang
    yield from reversed(STOCK[lang])
    first = bench.scenario.turns[0]
    weak = bench.exemplar(first, "weak")
    if weak:
        yield weak
    yield joined(lines.FILLER[lang], lang)
    ground = Ground(bench.scenario, bench.rubric, lang, bench.context(first), "")
    for make in MAKERS:
        yield from (a.text for a in make(ground) if not a.variant.startswith(BEHIND))
