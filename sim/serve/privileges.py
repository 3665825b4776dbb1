"""Owns giving up root's rights: a server that anybody can reach has none of them."""

from __future__ import annotations

import os
import pwd

from sim.errors import N_, NotFound, Refused, Usage

PRIVATE = 0o077
"""What nobody but the server's own user may do with the files it makes: anything."""


def check_user(name: str) -> None:
    """Raise what keeps this process from serving as `name` (empty: as whoever started it)."""
    if not name:
        if os.geteuid() == 0:
            raise Refused(N_("root does not serve: name a user without rights, for example --user nobody"))
        return
    entry = _entry(name)
    if entry.pw_uid == 0:
        raise Refused(N_("{name} is root; name a user without rights, for example --user nobody"), name=name)
    if os.geteuid() not in (0, entry.pw_uid):
        raise Usage(N_("only root can serve as somebody else; leave --user out"))


def become(name: str) -> None:
    """Be `name` from here on, for good, when root is asked to; files are private to that user."""
    os.umask(PRIVATE)
    if not name or os.geteuid() != 0:
        return
    entry = _entry(name)
    os.initgroups(entry.pw_name, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ.update(HOME=entry.pw_dir, USER=entry.pw_name, LOGNAME=entry.pw_name)
    if os.geteuid() == 0 or os.getuid() == 0:
        raise Refused(N_("the rights of root could not be given up"))


def _entry(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise NotFound("user of this machine", name) from None
