"""`leadline store`: look after the store."""

from cyclopts import App

from leadline.cli import show
from leadline.cli.options import Which
from leadline.render.text import Count, text
from leadline.store.verify import verify

app = App(name="store", help="Look after the store.")


@app.command(name="verify")
def verify_store(*, which: Which | None = None) -> None:
    """Check every file of the store against its digest, and every raw file against its card.

    Example: leadline store verify

    Args:
        which: The store.
    """
    checked = verify((which or Which()).open())
    show.line(text("{count} files are as they were written.", count=Count(number=checked, evidence="manifest")))
