"""A whole run: the same bytes whoever works on it and however often it is stopped; what stops it is said."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask
import distributed
import pytest
import scale_kit as kit

from sim.content import Library
from sim.errors import Refused, ServicesimError, Usage
from sim.scale import job as jobs
from sim.scale.cut import Part
from sim.scale.folder import _alone
from sim.scale.hands import AHEAD, Where, where
from sim.scale.job import Job, Step
from sim.scoring import VERSION

ROOT = Path(__file__).parents[2]


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """Return a file of chats in both languages; with a few bad rows it makes half a dozen parts."""
    rows = kit.chats(40)
    rows[7]["speaker"] = "bot"
    rows[90]["text"] = ""
    rows[150]["lang"] = "fr"
    return kit.parquet(tmp_path / "chats.parquet", rows, group=33)


class Stop(BaseException):
    """Stands for whatever ends a run early."""


def stop_after(parts: int) -> Callable[[Step], None]:
    """Return what ends a run when so many parts are done."""
    left = [parts + 1]  # the first step is told before any part

    def told(_step: Step) -> None:
        left[0] -= 1
        if not left[0]:
            raise Stop

    return told


def test_a_folder_says_what_was_done(chats: Path, tmp_path: Path) -> None:
    """The manifest has the input's hash, the versions, a table of the parts and counts that add up."""
    manifest = kit.run(chats, tmp_path / "out")
    assert manifest == json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["complete"]
    assert manifest["file"] == "chats.parquet"
    assert manifest["input"]["bytes"] == chats.stat().st_size
    assert len(manifest["input"]["sha256"]) == 64
    assert manifest["versions"]["rubric_sha256"] == Library().rubric("service").hash
    rows = kit.scored(tmp_path / "out")
    parts, tally = manifest["parts"], manifest["tally"]
    assert len(parts) > 3
    assert sum(part["rows"] for part in parts) == tally["rows"] == len(kit.chats(40))
    assert all(after["first_row"] == part["last_row"] + 1 for part, after in itertools.pairwise(parts))
    assert sum(part["turns"] for part in parts) == len(rows)
    assert sum(part["bad"] for part in parts) == sum(tally["bad"].values()) == 3
    for lang, told in tally["langs"].items():
        mine = [row for row in rows if row["lang"] == lang]
        assert told["turns"] == len(mine)
        assert told["scored"] == sum(r["unscored"] is None for r in mine)
        assert told["levels"]["empathy"] == [sum(r["empathy"] == n for r in mine) for n in range(5)]
        assert told["codes"]["patterns"] == Counter(code for r in mine for code in r["patterns"])
        assert told["incomplete"] == sum(r["incomplete"] for r in mine)


def test_bad_rows_go_to_a_file_of_their_own(chats: Path, tmp_path: Path) -> None:
    """Each bad row is named with its number, chat, problem and reason, in the order of the file."""
    kit.run(chats, tmp_path / "out")
    found = kit.bad(tmp_path / "out")
    assert [(bad["row"], bad["problem"]) for bad in found] == [(8, "speaker"), (91, "empty"), (151, "lang")]
    assert all(bad["chat_id"].startswith("c") and bad["reason"] for bad in found)
    good = kit.parquet(tmp_path / "good.parquet", kit.chats(2))
    kit.run(good, tmp_path / "none")
    assert not (tmp_path / "none" / "bad-rows.jsonl").exists()


def test_row_groups_that_cut_chats_in_two(tmp_path: Path) -> None:
    """Where a file's row groups end makes no difference to the table of parts or to any score."""
    rows = kit.chats(20)
    found = []
    for group in (3, 7, 1000):
        kit.run(kit.parquet(tmp_path / f"{group}.parquet", rows, group), tmp_path / f"out{group}")
        found.append(kit.scored(tmp_path / f"out{group}"))
    assert found[0] == found[1] == found[2]
    alone = kit.run(kit.parquet(tmp_path / "alone.parquet", kit.chat("c1", 3, "zh", 1)), tmp_path / "alone")
    mine = [one for one in found[0] if one["chat_id"] == "c1"]
    assert alone["tally"]["langs"]["zh"]["scored"] == len(mine)
    assert [{**one, "row": 0} for one in kit.scored(tmp_path / "alone")] == [{**m, "row": 0} for m in mine]


def test_two_workers_write_what_one_writes(
    chats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes leave the same folder as one, byte for byte, and few parts are under way at a time."""
    kit.run(chats, tmp_path / "one")
    sent: list[int] = []
    under_way: list[int] = []
    plain = jobs.pack_part

    def counted(part: Part, about: kit.Row) -> bytes:
        sent.append(part.number)
        return plain(part, about)

    monkeypatch.setattr(jobs, "pack_part", counted)
    done = itertools.count()  # the first step is told before any part
    profiled: list[bool] = []
    logged: list[int] = []

    def told(_step: Step) -> None:
        under_way.append(len(sent) - next(done))
        client = distributed.default_client()
        asked = client.run(lambda: dask.config.get("distributed.worker.profile.enabled"))
        profiled.extend(asked.values())
        ways = [client.scheduler_comm, *client.cluster.scheduler.stream_comms.values()]
        logged.extend(len(way.recent_message_log) for way in ways)

    kit.run(chats, tmp_path / "two", workers=2, told=told)
    assert kit.files(tmp_path / "one") == kit.files(tmp_path / "two")
    assert len(set(profiled)) == 1
    assert not profiled[0], "Dask's profiler keeps what it saw: a worker would grow with the run"
    assert len(logged) > AHEAD
    assert not any(logged), "Dask's connections keep what they sent: this process would grow with the file"
    assert len(sent) > AHEAD * 2
    assert max(under_way) <= AHEAD * 2


def test_a_run_goes_on_where_it_was_stopped(chats: Path, tmp_path: Path) -> None:
    """A run that was stopped twice, with a part broken meanwhile, ends in the same bytes as one in one go."""
    kit.run(chats, tmp_path / "whole")
    out = tmp_path / "out"
    with pytest.raises(Stop):
        kit.run(chats, out, told=stop_after(2))
    assert not json.loads((out / "manifest.json").read_text())["complete"]
    assert sorted(path.name for path in (out / "parts").iterdir()) == [
        "part-000000.parquet",
        "part-000001.parquet",
    ]
    first = (out / "parts" / "part-000000.parquet").stat().st_mtime_ns
    broken = out / "parts" / "part-000001.parquet"
    broken.write_bytes(broken.read_bytes()[:-9])
    (out / "parts" / ".part-000002.x.part").write_bytes(b"half")
    with pytest.raises(Stop):
        kit.run(chats, out, told=stop_after(1))
    steps: list[Step] = []
    kit.run(chats, out, told=steps.append)
    assert kit.files(out) == kit.files(tmp_path / "whole")
    assert (out / "parts" / "part-000000.parquet").stat().st_mtime_ns == first
    assert steps[-1].done == pytest.approx(1)
    assert 0 < steps[-1].fresh < 1
    assert kit.run(chats, out, told=stop_after(0)) == json.loads((out / "manifest.json").read_text())


def test_bad_rows_that_are_gone_are_found_again(chats: Path, tmp_path: Path) -> None:
    """A part whose bad rows are missing is done again: the side file is whole in the end."""
    out = tmp_path / "out"
    with pytest.raises(Stop):
        kit.run(chats, out, told=stop_after(2))
    (out / "bad" / "part-000000.jsonl").unlink()
    kit.run(chats, out)
    kit.run(chats, tmp_path / "whole")
    assert kit.files(out) == kit.files(tmp_path / "whole")


def test_a_worker_is_killed(chats: Path, tmp_path: Path) -> None:
    """A worker of a cluster that dies in the middle changes nothing: the run ends, in the same bytes."""
    kit.run(chats, tmp_path / "whole")
    killed: list[int] = []

    def told(step: Step) -> None:
        if step.turns and not killed:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=60
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        place = where(cluster.scheduler_address.replace("tcp", "dask"), "en")
        kit.job(chats, tmp_path / "out").run(place, told)
    assert killed
    assert kit.files(tmp_path / "out") == kit.files(tmp_path / "whole")


def test_workers_that_die_again_and_again(chats: Path, tmp_path: Path) -> None:
    """Where workers die more often than the cluster allows, that is said in a line, and the run can go on."""

    def told(step: Step) -> None:
        if step.turns:
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=60
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        place = where(cluster.scheduler_address.replace("tcp", "dask"), "en")
        with pytest.raises(ServicesimError, match="workers died again and again"):
            kit.job(chats, tmp_path / "out").run(place, told)
    kit.run(chats, tmp_path / "out")
    kit.run(chats, tmp_path / "whole")
    assert kit.files(tmp_path / "out") == kit.files(tmp_path / "whole")


def test_a_cluster_that_is_lost(chats: Path, tmp_path: Path) -> None:
    """When the scheduler goes away the run ends with a line, and can be gone on with."""
    told_here = tmp_path / "scheduler.json"
    options = ("--scheduler-file", str(told_here), "--no-dashboard")
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet["env"] = {**os.environ, "PYTHONPATH": str(ROOT)}
    started: list[subprocess.Popen[bytes]] = []
    try:
        for name, more in (
            ("scheduler", ("--host", "127.0.0.1", "--port", "0")),
            ("worker", ("--no-nanny",)),
        ):
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *options, *more]
            started.append(subprocess.Popen(command, **quiet))
            while not told_here.exists():
                time.sleep(0.02)
        address = json.loads(told_here.read_text(encoding="utf-8"))["address"]
        place = where(address.replace("tcp", "dask"), "en")
        with pytest.raises(ServicesimError, match="the Dask cluster is gone"):
            kit.job(chats, tmp_path / "out").run(place, lambda step: step.turns and started[0].kill())
    finally:
        for process in started:
            process.kill()
            process.wait()
    kit.run(chats, tmp_path / "out")
    kit.run(chats, tmp_path / "whole")
    assert kit.files(tmp_path / "out") == kit.files(tmp_path / "whole")


def test_a_folder_of_another_run_is_refused(
    chats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another input, sheet or engine is not mixed in: what differs is named, the folder stays as it is."""
    out = tmp_path / "out"
    kit.run(chats, out)
    before = kit.files(out)
    other = kit.parquet(tmp_path / "other.parquet", kit.chats(3))
    with pytest.raises(Refused, match="sha256"):
        kit.run(other, out)
    with pytest.raises(Refused, match="rubric"):
        Job(chats, out, Library().rubric("zhijian"), "en", 40).run(Where(), print)
    with pytest.raises(Refused, match="rows_of_a_part 40 / 50"):
        kit.job(chats, out, 50).run(Where(), print)
    monkeypatch.setattr(jobs, "VERSION", "base-99")
    with pytest.raises(Refused, match=f"engine {VERSION} / base-99"):
        kit.run(chats, out)
    assert kit.files(out) == before


def test_the_name_of_the_file_is_no_matter(chats: Path, tmp_path: Path) -> None:
    """A file that was moved is the same input: its bytes say who it is."""
    with pytest.raises(Stop):
        kit.run(chats, tmp_path / "out", told=stop_after(1))
    moved = chats.rename(tmp_path / "moved.parquet")
    kit.run(moved, tmp_path / "out")
    kit.run(moved, tmp_path / "whole")
    assert kit.files(tmp_path / "out") == kit.files(tmp_path / "whole")


def test_a_folder_with_other_things_is_left_alone(chats: Path, tmp_path: Path) -> None:
    """A folder that holds something and no manifest, and a file in its place, are refused untouched."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="no manifest"):
        kit.run(chats, out)
    assert [path.name for path in out.iterdir()] == ["precious.txt"]
    with pytest.raises(ServicesimError, match="cannot write"):
        kit.run(chats, out / "precious.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="folders are locked elsewhere only")
def test_two_runs_do_not_meet(chats: Path, tmp_path: Path) -> None:
    """While one run writes to a folder another one is turned away."""
    out = tmp_path / "out"
    out.mkdir()
    with _alone(out), pytest.raises(Refused, match="another run"):
        kit.run(chats, out)
    kit.run(chats, out)


def test_an_input_that_changes_is_noticed(chats: Path, tmp_path: Path) -> None:
    """When the file is written to while it is read, the run does not call itself complete."""

    def told(_step: Step) -> None:
        os.utime(chats, ns=(1, 1))

    with pytest.raises(ServicesimError, match="changed while it was read"):
        kit.run(chats, tmp_path / "out", told=told)
    assert not json.loads((tmp_path / "out" / "manifest.json").read_text())["complete"]


def test_nothing_to_score(tmp_path: Path) -> None:
    """A file without rows leaves a complete folder with an empty table."""
    manifest = kit.run(kit.jsonl(tmp_path / "a.jsonl", []), tmp_path / "out")
    assert manifest["complete"]
    assert (manifest["tally"]["rows"], manifest["tally"]["chats"]) == (0, 0)
    assert kit.scored(tmp_path / "out") == []


@pytest.mark.parametrize(
    "text",
    ["", "remote", "local:", "local:0", "local:-1", "local:9999", "dask://host", "tcp://h:1", "dask://a b:1"],
)
def test_places_that_are_none(text: str) -> None:
    """Only local, local:N and dask://host:port are places; every other one is named."""
    with pytest.raises(Usage, match="--on"):
        where(text, "en")


def test_places() -> None:
    """`local` has one process a core, `local:3` three; an address leads to its scheduler."""
    assert where("local", "en").workers >= 1
    assert where("local:3", "en") == Where(3)
    assert where("dask://head.example:8786", "en") == Where(address="tcp://head.example:8786")


def test_a_cluster_that_is_not_there(chats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody answers is named in one line, and the folder can be used afterwards."""
    monkeypatch.setattr("sim.scale.hands.PATIENCE", 0.3)
    with pytest.raises(ServicesimError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        kit.job(chats, tmp_path / "out").run(where("dask://127.0.0.1:1", "en"), print)
    kit.run(chats, tmp_path / "out")
