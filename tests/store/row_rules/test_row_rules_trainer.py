"""What a trainer with a plain database client can write in a real PostgreSQL."""

from __future__ import annotations

from row_rules_house import DENIED, EVENT, Place

TRAINER = {
    "a role": "UPDATE profile SET role = 'admin' WHERE name = 'Tess'",
    "another trainer": "INSERT INTO profile (name, created_at, role) VALUES ('Eve', 'now', 'trainer')",
    "practice as if handed in": "UPDATE attempt SET handed_in_at = 'now' WHERE id = '{practice}'",
    "an event": EVENT.format(attempt="{exam}", seq=99, kind="self_checked"),
    "another event": "UPDATE event SET body = 'x'",
    "a comment in another's name": "INSERT INTO comment (attempt, turn_no, seq, who, text, made_at) "
    "VALUES ('{exam}', 1, 3, 'Ann', 'x', 'now')",
    "a comment on practice": "INSERT INTO comment (attempt, turn_no, seq, who, text, made_at) "
    "VALUES ('{practice}', 1, 3, 'Tess', 'x', 'now')",
    "a ruling in another's name": "UPDATE appeal SET ruling = 'upheld', ruled_by = 'Ann'",
    "another reason": "UPDATE appeal SET reason = 'x'",
    "figures of practice": "INSERT INTO submission VALUES ('{practice}', 'Ann', 'now', 'x')",
    "figures of another": "INSERT INTO submission VALUES ('{exam}', 'Bo', 'now', 'x')",
    "an entry of another": 'INSERT INTO audit (at, "by", did, whom, attempt) '
    "VALUES ('', 'Ann', '', '', '')",
    "an entry less": "DELETE FROM audit",
    "another entry": "UPDATE audit SET \"by\" = 'Ann'",
    "an invitation": "INSERT INTO invite VALUES ('hash', 'Ann', '2999', 'now', 'Tess')",
    "a draft": "INSERT INTO draft VALUES ('{exam}', 'now', '')",
}
"""What a trainer with a plain database client could try to write."""


def test_a_trainer_forges_nothing(place: Place) -> None:
    """A trainer reads exams; trainees' words and practice, and others' names, are not theirs to write."""
    house, before = place.house, place.seen(place.roles.owner)
    with place.connect(place.roles.tess) as connection:
        for what, statement in TRAINER.items():
            try:
                done = connection.execute(statement.format(practice=house.ann.practice, exam=house.ann.exam))
            except DENIED:
                continue
            assert done.rowcount == 0, f"a trainer could forge {what}"
        assert connection.execute("UPDATE profile SET consent = true WHERE name = 'Ann'").rowcount == 0
    assert place.seen(place.roles.owner) == before
