"""`servicesim schema`: JSON Schema of scenario and rubric files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.export import check_out, force_option, write_out

if TYPE_CHECKING:
    from sim.content.json_schema import Kind

EPILOG = """\b
An editor with a YAML language server completes and explains every name in a file that begins with
  # yaml-language-server: $schema=scenario.schema.json
servicesim new writes both, the schema and that line.
\b
Examples:
  servicesim schema scenario -o scenario.schema.json
  servicesim schema rubric --lang zh
"""


@click.command("schema", epilog=EPILOG)
@click.argument("kind", type=click.Choice(["scenario", "rubric"]))
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@force_option
def schema_command(kind: str, lang: str | None, out: Path | None, force: bool) -> int:
    """Print the JSON Schema (2020-12) of a kind of file, with a sentence and an example for every name."""
    from sim.content.json_schema import json_schema
    from sim.locale import system_language

    said = lang or system_language()
    check_out(out, said, force=force)
    text = json.dumps(json_schema(cast("Kind", kind), said), ensure_ascii=False, indent=2)
    write_out(text, out, said, force=force)
    return 0
