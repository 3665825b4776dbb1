"""`servicesim invite`: a person's own link into the department's server."""

from __future__ import annotations

import click

from sim.cli.acting import BY, enter, say, when
from sim.cli.library import LANG
from sim.cli.serve import PORT

EPILOG = """\b
Examples:
  servicesim invite Ann --url https://practice.example.org
  servicesim invite Ann --days 7
  servicesim invite Ann --revoke
\b
For admins. The link is shown once: what is kept cannot let anybody in. Whoever has the link is that
person, so give it to nobody else. A second link leaves the first as it is; --revoke takes all back, and
ends the session of whoever came in by one within a minute.
"""


@click.command("invite", epilog=EPILOG)
@click.argument("name")
@click.option("--days", type=int, default=30, show_default=True, help="How long the link holds, 1 to 366.")
@click.option(
    "--url", envvar="SERVICESIM_URL", default="", help="How browsers reach the server: https://HOST"
)
@click.option("--revoke", "back", is_flag=True, help="Take every link of NAME back instead.")
@BY
@LANG
def invite_command(name: str, days: int, url: str, back: bool, by: str | None, lang: str | None) -> int:
    """Make a link that lets NAME, and nobody else, into `servicesim serve`."""
    from sim.coach.invites import invite, revoke
    from sim.serve.plan import origin_of

    coach, acting, _ = enter(by, lang, "admin")
    if back:
        links = revoke(coach.store, name, by=acting)
        say(_("{name} had {n} links; none of them lets anybody in now.").format(name=name, n=links))
        return 0
    origin = origin_of(url or f"http://127.0.0.1:{PORT}")
    made = invite(coach.store, name, days=days, by=acting)
    if made.new:
        say(_("Not known here before: {names}").format(names=made.who), err=True)
    told = _("The link of {name}, until {when}; it is shown once:")
    say(told.format(name=made.who, when=when(made.expires_at.isoformat())), err=True)
    click.echo(f"{origin}/enter/{made.token}")
    return 0
