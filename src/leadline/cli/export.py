"""`leadline export`: a view as plain files."""

from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Which
from leadline.render.text import Name, text
from leadline.store.export import export as export_to


def export(folder: Path, *, which: Which | None = None) -> None:
    """Write all tables of a view as Parquet and CSV, with a data package and licences; the folder is a store too.

    Args:
        folder: A new or empty folder.
        which: The store and the day of knowledge.
    """
    which = which or Which()
    for path in export_to(which.view(), folder):
        show.line(text("{path}", path=Name(name=str(path))))
