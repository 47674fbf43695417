"""What the commands about leads are asked: two groups, a day, and whose dates count."""

from dataclasses import dataclass
from datetime import date

from cyclopts import Parameter

from leadline.capability.dates import dated
from leadline.capability.index import index
from leadline.capability.ranking import Ranking
from leadline.capability.setting import STANDARD, Setting
from leadline.cli.options import on_day
from leadline.store.view import View


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Groups:
    """Two groups."""

    leader: str = "US"
    "A country (US), 'open' or 'closed', an organisation, a model, 'world', non-US, a list (openai+xai), or 'CN&open'."
    follower: str = "CN"
    "The other group."

    @property
    def pair(self) -> tuple[str, str]:
        """Leader and follower."""
        return self.leader, self.follower


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Asked(Groups):
    """Two groups, a day, and whose dates count."""

    on: str | None = None
    "The day it is looked at on, YYYY-MM-DD (default: the as-of day)."
    dates: str = "source"
    "Which day of a model counts: source, announced, preview, api or weights."

    def day(self, view: View) -> date:
        """The effective day."""
        return on_day(self.on, view)

    def ranking(self, view: View, setting: Setting = STANDARD) -> Ranking:
        """The index by a setting, under the policy of dates."""
        return dated(index(view, setting), self.dates)
