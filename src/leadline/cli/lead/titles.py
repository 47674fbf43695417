"""Titles of tables and charts of leads: whose lead, by which definition."""

from leadline.model import Figure
from leadline.render.sentence import group_name
from leadline.render.text import Name, Span, Text, text


def titled(template: str, figure: Figure, **more: Span | Text) -> Text:
    """A title with the holes `definition`, `leader` and `follower` of a figure, and what else it needs."""
    return text(
        template,
        definition=Name(name=str(figure.args["definition"])),
        leader=group_name(str(figure.args["leader"])),
        follower=group_name(str(figure.args["follower"])),
        **more,
    )
