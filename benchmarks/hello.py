"""The smallest Textual program: the floor that a first frame is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("HELLO-WORLD")


if __name__ == "__main__":
    Hello().run()
