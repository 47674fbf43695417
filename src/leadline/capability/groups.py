"""Groups of models: a country, an organisation, or the openness of weights."""

from dataclasses import dataclass
from typing import Literal

from leadline.capability.ranking import ScoredModel
from leadline.catalog import Catalog
from leadline.errors import UnknownName


@dataclass(frozen=True, kw_only=True)
class Group:
    """Models that are looked at together."""

    kind: Literal["country", "organisation", "access"]
    name: str
    """ISO code, id of the organisation, `open` or `closed`: how arguments name the group."""

    def holds(self, model: ScoredModel) -> bool:
        """Whether a model belongs to the group; one whose fact is not known belongs to none."""
        return bool(getattr(model, self.kind) == self.name)


def group(catalog: Catalog, name: str) -> Group:
    """The group that a name means: `US`, `China`, `open`, `closed`, `anthropic`.

    >>> group(Catalog(), "China").name, group(Catalog(), "open").kind
    ('CN', 'access')
    """
    if name.casefold() in ("open", "closed"):
        return Group(kind="access", name=name.casefold())
    try:
        return Group(kind="country", name=catalog.country(name).code)
    except UnknownName as no_country:
        if catalog.has_organisation(name):
            return Group(kind="organisation", name=catalog.organisation(name).id)
        names = [organisation.name for organisation in catalog.organisations.values()]
        known = ["open", "closed", *catalog.countries, *(c.name for c in catalog.countries.values()), *names]
        hint = "A group is a country (US, CN), 'open' or 'closed' weights, or an organisation."
        raise UnknownName("group", name, known, hint) from no_country
