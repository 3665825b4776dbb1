"""The preview: what was typed is given again on every version, and faults never end it."""

from __future__ import annotations

import pytest
from preview_kit import FORMULA, PLAN, TEXT, opened, sheet

from sim.errors import Refused
from sim.workshop.preview import Change, Saved, change_words, fault_words

ELSEWHERE = TEXT.replace("status: ready", "status: draft", 1).replace(
    "      - go: insist\n", "      - go: pressing\n", 1
)
"""A version on which a formula leads elsewhere; a draft, for one turn is not reached in it."""

MONEY = "I can't pay wages. I refund the £25 delivery fee now and £50 goodwill."


def words(changes: tuple[Change, ...]) -> list[str]:
    """Return changes as they are told."""
    return [change_words(change, sheet(), "en") for change in changes]


class TestReload:
    """A save: the conversation is played again on what stands in the file now."""

    def test_the_conversation_stays(self) -> None:
        """The customer's words are those of the new text; replies, turn and levels are as before."""
        preview = opened(FORMULA, PLAN)
        before = preview.session
        reloaded = preview.reload(Saved(TEXT.replace("Order 8841. What are", "Order 8841! What are")))
        assert reloaded.played
        assert reloaded.changes == ()
        assert preview.replies == (FORMULA, PLAN)
        assert before is not None
        assert preview.session is not None
        assert preview.session.turn == before.turn
        assert "Order 8841! What" in preview.session.lines[0].text

    def test_the_same_text_gives_the_same_events(self) -> None:
        """Reading a file again that was not changed changes nothing at all."""
        preview = opened(FORMULA, PLAN)
        before = preview.events
        assert preview.reload(Saved(TEXT)).changes == ()
        assert preview.events == before

    def test_where_it_parts(self) -> None:
        """A reply that leads elsewhere is told with both turns; those behind it wait and are not lost."""
        preview = opened(FORMULA, PLAN, MONEY)
        reloaded = preview.reload(Saved(ELSEWHERE))
        assert words(reloaded.changes) == [
            "Reply 1 now leads to `pressing` instead of `insist`.",
            "Replies 2 to 3 wait until an earlier one leads there again.",
        ]
        assert (preview.replies, preview.waiting) == ((FORMULA,), (PLAN, MONEY))
        back = preview.reload(Saved(TEXT))
        assert words(back.changes) == ["Replies 2 to 3 are given again."]
        assert (preview.replies, preview.waiting) == ((FORMULA, PLAN, MONEY), ())

    def test_the_last_reply_leads_elsewhere(self) -> None:
        """Where no reply is behind it the new way is taken, and is no news at the next save."""
        preview = opened(FORMULA)
        (change,) = preview.reload(Saved(ELSEWHERE)).changes
        assert (change.kind, change.now, change.was) == ("leads", "pressing", "insist")
        assert preview.reload(Saved(ELSEWHERE + "# saved again\n")).changes == ()

    def test_a_new_reply_forgets_those_that_wait(self) -> None:
        """Whoever goes on from where it parted means the new way; the old one does not come back."""
        preview = opened(FORMULA, PLAN)
        preview.reload(Saved(ELSEWHERE))
        preview.reply(MONEY)
        assert (preview.replies, preview.waiting) == ((FORMULA, MONEY), ())
        assert preview.reload(Saved(ELSEWHERE + "#\n")).changes == ()

    def test_a_level_that_is_another(self) -> None:
        """An edit of the facts that changes a score is told with both levels."""
        text = TEXT.replace("gives: [emotion, impact, info_given, demand, question]", "gives: [question]", 1)
        preview = opened(PLAN)
        told = words(preview.reload(Saved(text)).changes)
        assert any(line.startswith("Reply 1: Empathy is not scored instead of ") for line in told)

    def test_faults_keep_the_last_good_version(self) -> None:
        """With an error everything stays as it was and can be played on; a mended file clears it."""
        preview = opened(FORMULA)
        before = preview.events
        reloaded = preview.reload(Saved(TEXT.replace("\nendings:", "\nendingz:", 1)))
        assert not reloaded.played
        (fault,) = preview.faults
        assert fault_words(fault, "en").startswith(f"mine.yaml:{fault.line}:1: error SC001 ")
        assert preview.events == before
        preview.reply(PLAN)
        assert preview.reload(Saved(TEXT)).played
        assert preview.faults == ()
        assert preview.replies == (FORMULA, PLAN)

    def test_a_warning_is_told_and_played(self) -> None:
        """A file with warnings only is played on at once."""
        draft = TEXT.replace("status: ready", "status: draft", 1).replace("\n  zh: 冰箱两次爽约", "")
        preview = opened(text=draft)
        assert [p.severity for p in preview.faults] == ["warning"]
        assert preview.script is not None

    def test_nothing_to_play_yet(self) -> None:
        """A file that was never good opens with its faults; a reply is refused, the first good save plays."""
        preview = opened(text="")
        assert preview.script is None
        assert preview.faults
        for do in (lambda: preview.reply("x"), preview.undo, preview.restart):
            with pytest.raises(Refused):
                do()
        assert preview.reload(Saved(TEXT)).played
        assert preview.session is not None

    def test_taking_back_and_beginning_again(self) -> None:
        """The last reply is taken back with all that came of it; a restart stands at the first message."""
        preview = opened(FORMULA)
        one = preview.events
        preview.reply(PLAN)
        assert preview.undo() == PLAN
        assert preview.events == one
        assert preview.undo() == FORMULA
        with pytest.raises(Refused):
            preview.undo()
        preview.reply(PLAN)
        preview.restart()
        assert preview.replies == ()

    def test_after_the_end(self) -> None:
        """A conversation that ended takes no reply; one taken back, it does."""
        preview = opened(*["Calm down. Shouting won't get it there faster."] * 2)
        while not preview.over:
            preview.reply("Calm down and wait.")
        with pytest.raises(Refused):
            preview.reply("x")
        preview.undo()
        assert not preview.over
