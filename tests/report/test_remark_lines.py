"""What people said of replies, as plain lines that a debrief or an export can show."""

from __future__ import annotations

from sim.model.appeals import Appeal, Comment, Contested, Remarks, Ruling
from sim.report.appeals import remark_lines

AT = "2030-01-01T09:00:00.000000+00:00"


def comment(text: str = "begin with her day", seq: int = 3) -> Comment:
    """Return a comment on reply 1."""
    return Comment(id=1, attempt="a1", turn_no=1, seq=seq, who="Ruth", text=text, made_at=AT)


def appeal(mark: str = "X01", ruling: Ruling | None = None) -> Appeal:
    """Return an appeal on reply 1."""
    return Appeal.model_validate(
        {"id": 4, "attempt": "a1", "who": "Ana", "scenario": "complaint-01", "turn_no": 1, "seq": 3}
        | {"mark": mark, "reason": "it soothed", "made_at": AT, "ruling": ruling}
    )


def said(*appeals: Contested, standing: bool = True, **changes: object) -> Remarks:
    """Return what was said of reply 1."""
    one = Remarks(turn_no=1, seq=3, reply="Please calm down.", standing=standing, appeals=appeals)
    return one.model_copy(update=changes)


def test_an_open_appeal_says_so() -> None:
    """After the comments, which come first: the reason, what the engine said, and that it waits."""
    contested = Contested(appeal=appeal(), name="Calm-down", was="found")
    assert remark_lines([said(contested, comments=(comment(),))], "en") == {
        1: (
            "Comment by Ruth, 2030-01-01 09:00 UTC: begin with her day",
            "Appeal 4 of 2030-01-01 09:00 UTC: it soothed",
            "The engine on X01 (Calm-down): found.",
            "Appeal 4: not ruled on yet.",
        )
    }


def test_a_ruling_stands_beside_what_the_engine_said() -> None:
    """Both marks on one line, then the ruling with its reason."""
    ruling = Ruling(verdict="upheld", by="Ruth", at=AT, because="specific", level=3)
    contested = Contested(appeal=appeal("empathy", ruling), name="Empathy", was=1, ruled=3)
    assert remark_lines([said(contested)], "en")[1][1:] == (
        "empathy: the engine says level 1, Ruth says level 3.",
        "Ruling by Ruth, 2030-01-01 09:00 UTC: upheld, level 3. specific",
    )


def test_a_loss_is_called_by_its_name() -> None:
    """Nobody learns our codes; harm that is not sure says what it may do."""
    ruling = Ruling(verdict="upheld", by="Ruth", at=AT, because="asked")
    loss = Contested(appeal=appeal("ASK", ruling), name="question not asked", was="found", ruled="missing")
    unsure = Contested(appeal=appeal("X02"), name="Blame", was="unsure")
    lines = remark_lines([said(loss, unsure)], "en")[1]
    assert "question not asked: the engine says found, Ruth says not found." in lines
    assert "The engine on X02 (Blame): not sure, it may cost points." in lines


def test_what_was_taken_back_follows_with_its_words() -> None:
    """Under the same number, after what was said of the reply that counts."""
    before = said(standing=False, comments=(comment("no orders"),))
    after = said(seq=7, comments=(comment("better", 7),))
    lines = remark_lines([before, after], "en")[1]
    assert [line.rpartition(": ")[2] for line in lines] == ["better", '"Please calm down."', "no orders"]
    assert lines[1].startswith("On a reply that was taken back")


def test_words_of_people_are_data() -> None:
    """Nothing that was written moves a cursor or begins a line of its own."""
    evil = "\x1b[31mred\x1b[0m\x07 \u202etxet\nnext"
    ruling = Ruling(verdict="rejected", by="Ruth", at=AT, because=evil)
    contested = Contested(
        appeal=appeal(ruling=ruling).model_copy(update={"reason": evil}),
        name=evil,
        was="found",
        ruled="found",
    )
    one = said(contested, standing=False, reply=evil, comments=(comment(evil),))
    for lang in ("en", "zh"):
        lines = remark_lines([one], lang)[1]
        assert "red" in "".join(lines)
        assert all(line.isprintable() for line in lines)
