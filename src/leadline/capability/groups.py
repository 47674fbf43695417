"""Groups of models: countries, organisations, the openness of weights, single models, all, the rest, and lists.

| written | means |
|---|---|
| `US`, `China`, `EU` | models of organisations with headquarters there |
| `anthropic` | models of one organisation |
| `open`, `closed` | models by the openness of their weights |
| `GPT-5` | one model |
| `world` | all models |
| `non-US`, `non-openai` | all other models of which the country, or the organisation, is known |
| `openai+anthropic`, `US+GB`, `GPT-5+o3` | a list: models of any of these |
| `CN&open`, `openai&closed` | models of all of these, which may be parts of a list |

Several are named in the order of the alphabet, however they are written: `xai+openai` and `openai+xai` are one group.
A model of which the fact is not known belongs to no group that the fact makes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from leadline.capability.ranking import ScoredModel
from leadline.catalog import Catalog, key
from leadline.errors import UnknownName

Kind = Literal["country", "organisation", "access", "model", "world", "rest", "list", "both"]
REST = "non-"
LIST = re.compile(r"\s*\+\s*(?=[^+\s])")
"""A plus between two names: `Command R+` is one name."""
BOTH = re.compile(r"\s*&\s*")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Models that are looked at together."""

    kind: Kind
    name: str
    """How arguments name the group: an ISO code, the id of an organisation, `open`, `world`, ..."""
    values: frozenset[str] = frozenset()
    """Of a country, organisation, access or model: what the model's own must be one of."""
    parts: tuple["Group", ...] = ()
    """Of a list, or of what is in all of several, these groups; of a rest the group that is left out."""

    def holds(self, model: ScoredModel) -> bool:
        """Whether a model belongs to the group."""
        match self.kind:
            case "world":
                return True
            case "list":
                return any(part.holds(model) for part in self.parts)
            case "both":
                return all(part.holds(model) for part in self.parts)
            case "rest":
                (left_out,) = self.parts
                return left_out.fact(model) is not None and not left_out.holds(model)
            case _:
                return self.fact(model) in self.values

    def fact(self, model: ScoredModel) -> str | None:
        """What decides whether a model belongs to a group of one fact; None where it is not known."""
        match self.kind:
            case "country":
                return model.country
            case "organisation":
                return model.organisation
            case "access":
                return model.access
            case _:
                return key(model.name)

    @property
    def by_access(self) -> bool:
        """Whether membership rests on the openness of weights."""
        return self.kind == "access" or any(part.by_access for part in self.parts)


def group(catalog: Catalog, name: str, scored: Iterable[str] = ()) -> Group:
    """The group that a name means; `scored` are names of models beside those that the catalogue knows.

    >>> [group(Catalog(), name).name for name in ("China", "open", "Anthropic", "non-us", "openai + anthropic")]
    ['CN', 'open', 'anthropic', 'non-US', 'anthropic+openai']
    >>> group(Catalog(), "OpenAI+openai").name, group(Catalog(), "open & China").name
    ('openai', 'CN&open')
    """
    scored = list(scored)
    if single := _single(catalog, name, scored):
        return single
    if len(names := LIST.split(name)) > 1:
        return _several("list", "+", [group(catalog, part, scored) for part in names])
    if len(names := BOTH.split(name)) > 1:
        return _several("both", "&", [group(catalog, part, scored) for part in names])
    raise _unknown(catalog, name, scored)


def _several(kind: Literal["list", "both"], sign: str, found: Sequence[Group]) -> Group:
    """Several groups as one, each once."""
    parts = tuple(sorted(dict.fromkeys(found), key=lambda part: part.name.casefold()))
    return parts[0] if len(parts) == 1 else Group(kind=kind, name=sign.join(one.name for one in parts), parts=parts)


def _single(catalog: Catalog, name: str, scored: list[str]) -> Group | None:
    """The group of one name, by the first table that knows it; None where none does."""
    folded = name.casefold().strip()
    if folded in ("open", "closed"):
        return Group(kind="access", name=folded, values=frozenset([folded]))
    if folded == "world":
        return Group(kind="world", name=folded)
    if place := catalog.place(folded):
        return Group(kind="country", name=place[0], values=place[1])
    if catalog.has_organisation(folded):
        found = catalog.organisation(folded).id
        return Group(kind="organisation", name=found, values=frozenset([found]))
    if folded.startswith(REST):
        return _rest(catalog, name.strip(), scored)
    return _model(catalog, name.strip(), scored)


def _rest(catalog: Catalog, name: str, scored: list[str]) -> Group | None:
    left_out = _single(catalog, name[len(REST) :], scored)
    if left_out is None or left_out.kind not in ("country", "organisation"):
        return None
    return Group(kind="rest", name=f"{REST}{left_out.name}", parts=(left_out,))


def _model(catalog: Catalog, name: str, scored: list[str]) -> Group | None:
    if known := catalog.model(name):
        return Group(kind="model", name=known.model, values=frozenset(map(key, (known.model, *known.aliases))))
    same = [other for other in scored if key(other) == key(name)]
    return Group(kind="model", name=same[0], values=frozenset([key(name)])) if name and same else None


def _unknown(catalog: Catalog, name: str, scored: list[str]) -> UnknownName:
    organisations = [organisation.name for organisation in catalog.organisations.values()]
    countries = [*catalog.countries, *(country.name for country in catalog.countries.values()), *catalog.blocs]
    models = [*(model.model for model in catalog.models), *scored]
    known = ["open", "closed", "world", *countries, *organisations, *models]
    hint = (
        "A group is a country (US, CN), 'open' or 'closed' weights, an organisation, a model, 'world', all but one "
        "country or organisation (non-US), several of these (openai+anthropic), or what is in all of them (CN&open)."
    )
    return UnknownName("group", name, known, hint)
