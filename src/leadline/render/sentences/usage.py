"""Usage: what logs cost, and what they would have cost."""

LABELS = {
    "usage_cost": "Cost of the usage {usage}",
    "usage_caching": "Saved by caching in the usage {usage}",
    "usage_repriced": "Cost of the usage {usage} on {offer}",
}
SENTENCES = {
    "usage_cost": "The usage {usage} cost {value} at the prices of its time, to {on}",
    "usage_caching": "Caching saved {value} in the usage {usage}, to {on}",
    "usage_repriced": "The tokens of {usage} would have cost {value} on {offer} at the {service} prices of {on}",
}
