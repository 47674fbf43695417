"""A vendor's line-up on a day: its lines, the leading offers of all, and the classes flagship, mid and small."""

from leadline.lineup.by_class import CLASSES, Class, classes
from leadline.lineup.lines import Line, leading, line_up, own_hosts, vendors
from leadline.lineup.over_time import flagship_prices

__all__ = ["CLASSES", "Class", "Line", "classes", "flagship_prices", "leading", "line_up", "own_hosts", "vendors"]
