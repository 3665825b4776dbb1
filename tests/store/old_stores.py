"""Owns making stores as released versions had them, for tests of coming up from there."""

from __future__ import annotations

import json
from pathlib import Path

import store_samples as samples
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text

from sim.model.events import EVENT

AT = "2030-01-01T09:00:00.000000+00:00"


def engine_of(place: Path | str) -> Engine:
    """Return a way in that knows nothing of the store."""
    if isinstance(place, str):
        return create_engine(place.replace("postgresql://", "postgresql+psycopg://"))
    place.mkdir(parents=True, exist_ok=True)
    return create_engine(f"sqlite:///{place / 'servicesim.db'}")


def make_old(place: Path | str, revision: str) -> None:
    """Make a store as a released version had it, with a row in every table it knew."""
    events = samples.conversation()
    engine = engine_of(place)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "sim.store:migrations")
        command.upgrade(config, revision)

        def add(table: str, **values: object) -> None:
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(
                text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"),  # noqa: S608 - our names
                values,
            )

        for name in ("Ann", "Bo"):
            add("profile", name=name, created_at=AT)
        for one in samples.CONTENTS:
            add("content", hash=one.hash, kind=one.kind, id=one.id, text=one.text)
        row: dict[str, object] = {
            "who": "Ann", "scenario": "complaint-01", "scenario_hash": samples.SCENARIO,
            "rubric_hash": samples.RUBRIC, "lang": "zh", "mode": "practice", "started_at": AT,
            "updated_at": AT,
        }  # fmt: skip
        add("attempt", id="a1", **row, finished=True, turn_no=1, ending="calm", perceived=72.4)
        add("attempt", id="a2", **row, finished=False, turn_no=0)
        for attempt, kept in (("a1", events), ("a2", events[:1])):
            for event in kept:
                body = EVENT.dump_json(event, by_alias=True).decode()
                add("event", attempt=attempt, seq=event.seq, at=AT, kind=event.event, body=body)
        add("draft", attempt="a2", updated_at=AT, body=json.dumps("half a sentence"))
        add("setting", name="profile", body=json.dumps("Ann"))
        if revision >= "0002":
            add("appeal", attempt="a1", turn_no=1, seq=3, mark="E1", reason="why", made_at=AT)
            add("comment", attempt="a1", turn_no=1, seq=3, who="Tess", text="well", made_at=AT)
    engine.dispose()
