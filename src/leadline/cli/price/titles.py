"""Titles of tables of a day's prices."""

from leadline.prices.book import Book
from leadline.render.text import Day, Text, Words, text


def on_day_as_known(what: str, prices: Book) -> Text:
    """What a table shows, with the effective day and the day of knowledge."""
    days = {"on": Day(day=prices.on), "as_of": Day(day=prices.view.as_of)}
    return text("{what} on {on}, as known on {as_of}", what=Words(words=what), **days)
