"""The whole program works through a role of one's own, and care is for the owner."""

from __future__ import annotations

from pathlib import Path

import pytest
import store_samples as samples
from department_samples import exam, figures
from row_rules_house import Place

from sim.errors import NotFound, Refused, ServicesimError
from sim.model.department import Cell
from sim.model.events import SelfChecked
from sim.store import Store, care


def test_the_whole_program_works_for_a_trainee(place: Place) -> None:
    """Through a role of their own one plays, drafts, hands in, appeals, and reads what is kept of one."""
    events = samples.conversation()
    with Store.open(place.address(place.roles.ann)) as store:
        desk = store.department
        me = desk.me()
        assert me is not None
        assert (me.name, me.role) == ("Ann", "trainee")
        assert [row.who for row in store.attempts()] == ["Ann", "Ann"]
        assert [c.name for c in desk.cohorts()] == ["spring"]
        (task,) = desk.assignments(who="Ann")
        attempt = store.begin("Ann", events[:2], samples.CONTENTS, assignment=task.id)
        store.save_draft(attempt, "half")
        assert store.draft(attempt) == "half"
        store.append(attempt, events[2:], finished=True)
        receipt = desk.hand_in(attempt, "key", unseen=True)
        assert desk.hand_in(attempt, "key", unseen=True) == receipt
        assert receipt.origin == "laptop"  # scored on a machine of their own, and scored anew for that
        check = SelfChecked(seq=8, turn_no=0, levels={})
        store.append(attempt, [check], finished=True)
        assert store.events(attempt) == [*events, check]
        assert store.appeal(attempt, 1, "E1", "I did", seq=3).who == "Ann"
        store.save_setting("theme", "light")
        assert store.setting("theme") == "light"
        assert desk.setting("xapi.key") is None
        desk.set_consent("Ann", True)
        desk.set_consent("Ann", False)
        data = desk.everything("Ann")
        assert len(data["attempts"]) == 3
        assert [(entry["by"], entry["did"]) for entry in data["audit"]] == [
            ("Tess", "debrief"),
            (care.ADMIN, f"admit {place.roles.ann}"),
        ]
        with pytest.raises(Refused, match="for Bo"):
            desk.everything("Bo")
        with pytest.raises(NotFound):
            store.events(place.house.bo.exam)
        with pytest.raises(ServicesimError, match="may not do that"):
            store.begin("Bo", events[:2], samples.CONTENTS)
        with pytest.raises(Refused):
            desk.erase("Ann")


def test_the_whole_program_works_for_a_trainer(place: Place) -> None:
    """Through a role of their own a trainer keeps cohorts, reads exams, rules, comments and makes figures."""
    house = place.house
    with Store.open(place.address(place.roles.tess)) as store:
        desk = store.department
        assert {row.id for row in store.attempts()} == {house.ann.exam, house.bo.exam}
        desk.create_cohort("winter", by="Tess")
        assert desk.add_members("winter", ["Ann", "Cleo"]) == 2
        assert desk.members("winter") == ("Ann", "Cleo")
        assert desk.person("Cleo").role == "trainee"
        rubric = samples.CONTENTS[1]
        task = desk.assign("winter", "complaint-02", mode="practice", rubric=rubric, by="Tess")
        assert task in desk.assignments("winter")
        desk.look("Tess", "debrief", whom="Ann", attempt=house.ann.exam)
        (appeal,) = store.appeals(house.ann.exam)
        store.rule(appeal.id, "upheld", by="Tess", because="you did")
        store.comment(house.bo.exam, 1, "Tess", "look here", seq=3)
        with pytest.raises(ServicesimError, match="may not do that"):
            store.comment(house.bo.exam, 1, "Somebody", "look here", seq=3)
        cell = Cell(cohort="winter", period="2030-01", name="mean", members=("Ann",))
        assert not desk.publish([cell], seen=())
        assert desk.publish([cell], seen=desk.published())
        assert len(desk.published()) == 2
        with pytest.raises(Refused, match="only Ann"):
            desk.set_consent("Ann", True)
        with pytest.raises(NotFound):
            store.events(house.ann.practice)
    with Store.open(place.address(place.roles.ann)) as store:
        late = store.begin("Ann", exam("Ann"), samples.CONTENTS)
        store.append(late, [samples.ended(8)], finished=True)
        store.department.hand_in(late, "late", unseen=False)
    with Store.open(place.address(place.roles.tess)) as store:
        assert [receipt.attempt for receipt in store.department.unread()] == [late]
        store.department.file([figures(late, "Ann")])
        assert store.department.unread() == ()


@pytest.mark.parametrize("use", ["check", "copy", "backup", "prune", "admit"])
def test_care_is_for_the_owner(place: Place, tmp_path: Path, use: str) -> None:
    """A role that sees a part is refused: half a backup would look like a whole one."""
    address = place.address(place.roles.tess)
    uses = {
        "check": lambda: care.check(address),
        "copy": lambda: care.copy(address, tmp_path / "copy"),
        "backup": lambda: care.backup(address, tmp_path / "backups"),
        "prune": lambda: care.prune(address, 1),
        "admit": lambda: care.let_in(address, place.roles.nobody, "Ann"),
    }
    with pytest.raises(ServicesimError, match=r"may not do that|for the owner"):
        uses[use]()
    assert list(tmp_path.glob("backups/*")) == []


def test_who_may_read_every_table_but_not_every_row_gets_no_backup(place: Place, tmp_path: Path) -> None:
    """Rules would give such a role an empty store without a word; the server is told to refuse instead."""
    with place.connect(place.roles.owner) as owner:
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {place.roles.nobody}")
    for use in (care.check, lambda address: care.backup(address, tmp_path)):
        with pytest.raises(ServicesimError, match="row-level security"):
            use(place.address(place.roles.nobody))
    assert list(tmp_path.iterdir()) == []
