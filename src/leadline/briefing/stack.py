"""The section on the stack: the headline measures of every layer beneath prices and capability, on one page."""

from leadline.briefing.document import Block, Paragraph
from leadline.errors import NotEnoughData
from leadline.render.stack_table import table
from leadline.render.text import text
from leadline.stack.layers import by_layer
from leadline.store.view import View


def stack_section(view: View) -> list[Block]:
    """A sentence on how to read it, and the table."""
    told = by_layer(view)
    if not any(one.figures for one in told):
        raise NotEnoughData("No source of the layers of the stack was known yet. Ask for a later day.")
    return [
        Paragraph(
            text=text(
                "What stands beneath prices and capability, from the energy that feeds the chips to the money that "
                "pays for them. Each measure is the newest by this day, with its own day; what is not known is "
                "missing, and where sources or meanings disagree both are told."
            )
        ),
        table(view.catalog, told, view.as_of, view.as_of, deep=False),
    ]
