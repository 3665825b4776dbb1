"""Words of a trainee stand in the figures with their consent only."""

from __future__ import annotations

from collections.abc import Callable

from coach_people import GOOD, Opener, ended

from sim.coach import Coach
from sim.coach.handing_in import catch_up, hand_in
from sim.store import Store, care


def test_words_are_kept_with_consent_and_go_with_it(there: Coach) -> None:
    """Quotations stand in the figures only if they may; taking consent back takes them out there too."""
    desk = there.store.department
    rude = "Calm down, that is your own fault. " + GOOD
    for name, consent in (("Ann", True), ("Bo", False)):
        there.store.ensure_profile(name)
        desk.set_consent(name, consent)
        hand_in(there, ended(there, who=name, first=rude))
    catch_up(there)
    assert {one.who for one in desk.submissions() if one.quotes} == {"Ann"}
    desk.set_consent("Ann", False)
    assert not any("Calm" in body for body in desk.submission_bodies())
    desk.set_consent("Ann", True)
    assert not any("Calm" in body for body in desk.submission_bodies()), "the words are gone, not hidden"


def test_consent_taken_back_through_a_role_of_ones_own_hides_the_words(
    new_role: Callable[[str], str], address: str, opened: Opener
) -> None:
    """A trainee's own database role may not change figures; from that moment nobody is given the words."""
    there = opened(address)
    there.store.ensure_profile("Ann")
    there.store.department.set_consent("Ann", True)
    hand_in(there, ended(there, first="Calm down, that is your own fault. " + GOOD))
    catch_up(there)
    assert any("Calm" in body for body in there.store.department.submission_bodies())
    role = new_role("ann")
    care.let_in(address, role, "Ann")
    with Store.open(address.replace("postgres:", f"{role}:")) as anns:
        anns.department.set_consent("Ann", False)
    assert not any("Calm" in body for body in there.store.department.submission_bodies())
