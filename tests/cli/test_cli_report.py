"""`servicesim report`: a cohort's month or half-year, from the store to every form it can be had in."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cli_lines import GOOD, ROOT, Start

from sim.coach import Coach
from sim.coach.handing_in import hand_in
from sim.model.events import Event
from sim.report.cohort.periods import holding, last_whole
from sim.store import Content, Store

PEOPLE = ("Ann", "Bo", "Cai", "Dee", "Eli", "Fay")
CANARY = "the canary sings at noon"
WHEN = ("--period", "month", "--of", "2025-09")


class _Clock:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.at = datetime(2025, 9, 10, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data file of a department in which six people handed in an exam in September 2025."""
    home = tmp_path_factory.mktemp("department")
    coach = Coach(home=home)
    store = coach._store = Store.open(home, now=_Clock())
    desk = store.department
    desk.create_cohort("spring", by="owner")
    desk.add_members("spring", PEOPLE)
    desk.set_consent("Bo", True)
    seat = coach.start("complaint-01", lang="en", mode="exam", who=PEOPLE[0])
    seat.reply(f"Well, {CANARY}.")
    seat.reply("Please calm down, we will look into it as soon as possible.")
    seat.reply(GOOD["en"])
    while not seat.ended:
        seat.reply("ok")
    attempts = [seat.attempt] + [_copied(coach, who, seat.events) for who in PEOPLE[1:]]
    for attempt in attempts:
        hand_in(coach, attempt)
    store.close()
    return home / "servicesim.db"


def _copied(coach: Coach, who: str, events: list[Event]) -> str:
    """Keep the same conversation as somebody else's."""
    scenario, rubric = coach.library.scenario("complaint-01"), coach.library.rubric("service")
    contents = (
        Content("scenario", scenario.value.id, scenario.hash, scenario.text),
        Content("rubric", rubric.value.rubric, rubric.hash, rubric.text),
    )
    attempt = coach.store.begin(who, events[:2], contents)
    coach.store.append(attempt, events[2:], finished=True)
    return attempt


@pytest.fixture
def spring(home: Path, department: Path) -> Path:
    """Give the program that department's data; return the file."""
    home.mkdir()
    return Path(shutil.copy(department, home / "servicesim.db"))


def test_a_report_is_shown_logged_and_stays(servicesim: Start, spring: Path) -> None:
    """A report has the group's figures; the look is in the audit log; again it is the same, word by word."""
    first = servicesim("report", "spring", *WHEN, "--by", "Trudy", "--lang", "en")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("Cohort report: spring, September 2025\n")
    assert "(people 6, conversations 6)" in first.out
    assert "People with an exam that counts: 6; in the cohort today: 6." in first.out
    with Store.open(spring.parent) as store:
        assert [(look.by, look.did) for look in store.department.looks()] == [
            ("Trudy", "report spring 2025-09")
        ]
        kept = store.department.published()
    assert {"report", "empathy/all", "satisfaction/all"} <= {cell.name for cell in kept}
    assert servicesim("report", "spring", *WHEN, "--by", "Trudy", "--lang", "en").out == first.out
    with Store.open(spring.parent) as store:
        assert store.department.published() == kept


def test_only_who_agreed_is_quoted(servicesim: Start, spring: Path) -> None:
    """Words of the one who consents are an example; once they take it back, nothing is quoted."""
    shown = servicesim("report", "spring", *WHEN, "--lang", "en").out
    assert shown.count(CANARY) == 1
    with Store.open(spring.parent) as store:
        store.department.set_consent("Bo", False)
    assert CANARY not in servicesim("report", "spring", *WHEN, "--lang", "en").out


def test_a_new_member_changes_no_shown_report(servicesim: Start, spring: Path) -> None:
    """Whoever joins with an exam of that month is left out: two reports would differ by them alone."""
    with Store.open(spring.parent) as store:
        store.department.create_cohort("five", by="owner")
        store.department.add_members("five", PEOPLE[:5])
    first = json.loads(servicesim("report", "five", *WHEN, "--format", "json").out)
    assert first["categories"][0]["figure"]["people"] == 5
    with Store.open(spring.parent) as store:
        store.department.add_members("five", PEOPLE[5:])
    again = json.loads(servicesim("report", "five", *WHEN, "--format", "json").out)
    assert again["categories"][0]["figure"] == {**first["categories"][0]["figure"], "of": 6}
    spring_ = json.loads(servicesim("report", "spring", *WHEN, "--format", "json").out)
    assert spring_["categories"][0]["figure"]["people"] == 5


def test_a_trainee_sees_no_report(servicesim: Start, spring: Path) -> None:
    """Where roles are given only trainers and admins get a report; nothing is published for anybody else."""
    with Store.open(spring.parent) as store:
        store.ensure_profile("Trudy")
        store.department.set_role("Trudy", "trainer")
    refused = servicesim("report", "spring", *WHEN, "--by", "Ann")
    assert (refused.code, refused.out) == (1, "")
    assert servicesim("report", "spring", *WHEN, "--by", "Nobody").code == 4
    with Store.open(spring.parent) as store:
        assert store.department.published() == store.department.looks() == ()
    assert servicesim("report", "spring", *WHEN, "--by", "Trudy").code == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_a_table_and_json(servicesim: Start, spring: Path, tmp_path: Path, lang: str) -> None:
    """The same figure is in the page, the table and the JSON."""
    data = json.loads(servicesim("report", "spring", *WHEN, "--format", "json", "--lang", lang).out)
    figure = data["categories"][0]["figure"]["value"]
    table = list(csv.DictReader(io.StringIO(servicesim("report", "spring", *WHEN, "--format", "csv").out)))
    assert float(table[0]["value"]) == figure
    path = tmp_path / "spring.html"
    done = servicesim("report", "spring", *WHEN, "--format", "html", "--lang", lang, "-o", str(path))
    assert (done.code, done.out) == (0, "")
    page = path.read_text(encoding="utf-8")
    assert f"{figure:.1f}" in page
    assert page.count("<svg") == 1  # one month alone has no trend to draw
    assert ("模拟抱怨率" if lang == "zh" else "Simulated complaint rate") in page


def test_parquet_needs_a_file(servicesim: Start, spring: Path, tmp_path: Path) -> None:
    """Parquet goes to a file and nowhere else; what is in it is the table."""
    parquet = pytest.importorskip("pyarrow.parquet")
    assert servicesim("report", "spring", *WHEN, "--format", "parquet").code == 2
    path = tmp_path / "spring.parquet"
    assert servicesim("report", "spring", *WHEN, "--format", "parquet", "-o", str(path)).code == 0
    assert parquet.read_table(path).column("cohort").to_pylist()[0] == "spring"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_appraisal_sheet(servicesim: Start, spring: Path, tmp_path: Path, ending: str) -> None:
    """The sheet has a row a person, and that their figures were looked at is logged for each of them."""
    path = tmp_path / f"sheet.{ending}"
    assert (
        servicesim("report", "spring", *WHEN, "--sheet", str(path), "--by", "Trudy", "--lang", "zh").code == 0
    )
    if ending == "csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert [row["姓名"] for row in rows] == list(PEOPLE)
    else:
        openpyxl = pytest.importorskip("openpyxl")
        page = openpyxl.load_workbook(path).active
        assert [cell.value for cell in page["A"]][-6:] == list(PEOPLE)
    with Store.open(spring.parent) as store:
        looks = store.department.looks()
    assert {look.whom for look in looks if look.did == "appraisal sheet spring 2025-09"} == set(PEOPLE)
    assert servicesim("report", "spring", *WHEN, "--sheet", str(path)).code == 2
    assert servicesim("report", "spring", *WHEN, "--sheet", str(path), "--force").code == 0


def test_the_default_is_the_last_whole_period(servicesim: Start, spring: Path) -> None:
    """Without --of the last month, or half-year, that is over is meant; the running one has no figures."""
    today = datetime.now().astimezone().date()
    last = today.replace(day=1) - timedelta(days=1)
    data = json.loads(servicesim("report", "spring", "--format", "json").out)
    assert (data["period"], data["running"]) == (last.strftime("%Y-%m"), False)
    half = json.loads(servicesim("report", "spring", "--period", "half-year", "--format", "json").out)
    assert half["kind"] == "half-year"
    running = servicesim("report", "spring", "--of", today.strftime("%Y-%m"), "--format", "json")
    assert json.loads(running.out)["running"]
    sheet = servicesim("report", "spring", "--of", today.strftime("%Y-%m"), "--sheet", "x.csv")
    assert (sheet.code, Path("x.csv").exists()) == (1, False)


def test_an_attempt_that_cannot_be_read_is_named(servicesim: Start, spring: Path) -> None:
    """A broken attempt is left out and named, the others are reported, and the exit code is 3."""
    database = sqlite3.connect(spring)
    (broken,) = database.execute("SELECT id FROM attempt WHERE who = 'Fay'").fetchone()
    database.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (broken,))
    database.commit()
    database.close()
    done = servicesim("report", "spring", *WHEN)
    assert done.code == 3
    assert broken in done.err
    assert "(people 5, conversations 5)" in done.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("autumn", *WHEN), 4),
        (("spring", "--of", "2025-H2"), 2),
        (("spring", "--period", "half-year", "--of", "2025-09"), 2),
        (("spring", "--of", "soon"), 2),
        (("spring", "--of", "2999-01"), 2),
        (("spring", "--sheet", "sheet.pdf"), 2),
        (("spring", "--format", "pdf"), 2),
        ((), 2),
    ],
)
def test_what_cannot_be_meant_is_an_error(
    servicesim: Start, spring: Path, arguments: tuple[str, ...], code: int
) -> None:
    """An unknown cohort, a period of another kind or none, a sheet of no known form: each is said."""
    done = servicesim("report", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err


def test_without_a_label_it_says_which_period_it_is(servicesim: Start) -> None:
    """Before all else: its name, and a command that works for the one that runs; a named one says nothing."""
    assert servicesim("cohort", "create", "team one").code == 0
    told = servicesim("report", "team one", "--period", "month", "--lang", "en")
    today = date.today()
    past, running = last_whole(today, "month"), holding(today, "month")
    command = f"servicesim report 'team one' --period month --of {running.label}"
    assert told.err.splitlines()[0] == (
        f"This is {past.name('en')}, the last one that is over. For {running.name('en')}: {command}"
    )
    named = servicesim(*shlex.split(command)[1:], "--lang", "en")
    assert (named.code, named.err) == (0, "")
    assert running.name("en") in named.out.splitlines()[0]
    half = servicesim("report", "team one", "--period", "half-year", "--lang", "en").err
    assert f"--period half-year --of {holding(today, 'half-year').label}" in half


@pytest.mark.parametrize("guide", ["docs/deploy.md", "docs/zh/deploy.md", "README.md"])
def test_the_reports_of_the_guides_can_be_made(servicesim: Start, guide: str, tmp_path: Path) -> None:
    """Every command line that the guide shows works on the day it is read."""
    servicesim("cohort", "create", "spring")
    lines = (ROOT / guide).read_text("utf-8").splitlines()
    shown = [line for line in lines if line.startswith("servicesim report ")]
    assert shown
    for n, line in enumerate(shown):
        words = [
            str(tmp_path / f"{n}-{w}") if w.startswith("spring.") else w
            for w in shlex.split(line, comments=True)
        ]
        done = servicesim(*words[1:])
        assert done.code == 0, (line, done.err)
