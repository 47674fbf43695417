"""What differs between two views: prices, offers, records, models, values, events and documents."""

from leadline.changes.change import Change
from leadline.changes.prices import PriceChange, new_offers, price_changes
from leadline.changes.records import new_records
from leadline.changes.since import KINDS, LAYERS, Changes, changes_since

__all__ = [
    "KINDS",
    "LAYERS",
    "Change",
    "Changes",
    "PriceChange",
    "changes_since",
    "new_offers",
    "new_records",
    "price_changes",
]
