"""Prices and costs."""

LABELS = {
    "base_price": "Base price of a million {meter} tokens on {offer} by {source}",
    "cost": "Cost of {workload} on {offer}",
    "cost_ratio": "Cost on {offer} over cost on {base}",
    "price_spread": "Spread of prices for {meter} of {offer}",
}
SENTENCES = {
    "base_price": "A million {meter} tokens on {offer} cost {value} on {on}",
    "cost": "{offer} cost {value} on {on}",
    "cost_ratio": "{offer} cost {value} what {base} did on {on}",
    "price_spread": "Sources put {meter} of {offer} at prices {value} apart on {on}",
}
