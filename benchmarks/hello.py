"""The smallest Textual program: the floor that a first frame is compared with.

Reads no options when it is given none: that would be measured too.
"""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("HELLO-WORLD")


if __name__ == "__main__":
    if sys.argv[1:]:
        import argparse

        argparse.ArgumentParser(description=__doc__).parse_args()
    Hello().run()
