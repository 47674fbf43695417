"""What is asked of an offer: a workload on a basis. Which sources can answer, and why none can where none does."""

from dataclasses import dataclass
from decimal import Decimal

from leadline.errors import NotEnoughData
from leadline.model import Workload
from leadline.prices.offer import Offer
from leadline.prices.tariff import Basis, Scale, Tariff


@dataclass(frozen=True, slots=True)
class Question:
    """This workload on this offer, as charged or at list prices."""

    offer: Offer
    workload: Workload
    basis: Basis = "charged"

    def tariff(self, source: str) -> Tariff:
        """The prices of the service and the region that the workload asks for, by one source."""
        return self.offer.tariff(self.workload.service, source, self.basis, region=self.workload.region)

    def cost(self, scale: Scale) -> Decimal:
        """What the workload costs at these prices; NotEnoughData where a meter has none."""
        try:
            return scale.cost(self.workload.tokens, self.workload.requests)
        except KeyError:
            raise NotEnoughData(self.unanswered()) from None

    def able(self) -> list[str]:
        """The sources that price all that the workload asks for, at every hour; NotEnoughData where none does."""
        if found := [source for source in self.offer.quotes if self._answered(source)]:
            return found
        raise NotEnoughData(self.unanswered())

    def unanswered(self) -> str:
        """Why nobody prices this, and what there is instead."""
        offer, service, region = self.offer, self.workload.service, self.workload.region
        if not offer.priced:
            return f"{offer.id} is listed by {', '.join(offer.sources)} without a price: it is unknown, not free."
        if service not in offer.services:
            known = ", ".join(offer.services)
            return f"{offer.id} has no prices of the service {service!r}: it has {known}. Name one of them."
        if region is not None and region not in offer.regions(service):
            known = ", ".join(offer.regions(service)) or "none"
            return f"No source prices {offer.id} for data that stay in {region!r}; regions with a price: {known}."
        return self._without_meter()

    def _answered(self, source: str) -> bool:
        tariff = self.tariff(source)
        if self.workload.region is not None and not tariff.regional:
            return False
        try:
            return all(scale.cost(self.workload.tokens, self.workload.requests) >= 0 for _, scale in tariff.week)
        except KeyError:
            return False

    def _without_meter(self) -> str:
        stated = sorted({meter for source in self.offer.quotes for meter, _ in self.tariff(source).ladders})
        if not stated:
            return f"{self.offer.id} has no list price: its sources state promotions alone."
        missing = [meter for meter in self.workload.tokens if not self._is_priced(meter)]
        what = " and ".join(map(repr, missing)) or "all of these meters by one source"
        whose = "its source prices" if len(self.offer.sources) == 1 else "its sources price"
        return (
            f"{self.offer.id} has no rate for {what}: {whose} {', '.join(stated)}. Leave it out, or name one of them."
        )

    def _is_priced(self, meter: str) -> bool:
        return any(self.tariff(source).plain.states([meter]) for source in self.offer.quotes)
