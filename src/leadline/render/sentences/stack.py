"""The layers beneath prices and capability."""

LABELS = {
    "chip_energy_efficiency": "Operations for a watt on the best chip of {group}",
    "chip_price": "Price of an {equivalent} on {chip}",
    "chip_price_performance": "Operations for a dollar on the best chip of {group}",
    "chips_sold": "Chips sold so far, {seller}{conversion}",
    "china_chip_flow": "Chips that came to China in a year, {channel}",
    "china_chip_stock": "Chips in China, {channel}{conversion}",
    "compute_growth": "Growth of the compute of {group} by {basis}",
    "compute_share": "Share of {group} in the world's compute by {basis}{conversion}",
    "compute_stock": "Compute of {group} by {basis}{conversion}",
    "largest_cluster": "Largest known cluster in {group}",
    "lowest_chip_price": "Lowest price of an {equivalent} on a chip of {group}",
    "owner_compute": "Compute of {owner}",
    "stack_change": "Change over a year of {of}, {subject}",
}
SENTENCES = {
    "chip_energy_efficiency": "The best chip of {group} did {value} as known on {on}: {note}",
    "chip_price": "An {equivalent} on {chip} cost {value} as known on {on}",
    "chip_price_performance": "The best chip of {group} did {value} as known on {on}: {note}",
    "chips_sold": "Chips sold by {on}, {seller}{conversion}, came to {value}",
    "china_chip_flow": "In the year to {on} China gained {value}, {channel}",
    "china_chip_stock": "On {on} China held {value}, {channel}{conversion}",
    "compute_growth": "The compute of {group} stood on {on} at {value}, by {basis}",
    "compute_share": "The share of {group} in the world's compute on {on} was {value} by {basis}{conversion}",
    "compute_stock": "The compute of {group} on {on} came to {value}, by {basis}{conversion}",
    "largest_cluster": "The largest known cluster in {group} on {on} had {value}: {note}",
    "lowest_chip_price": "The lowest price of an {equivalent} on a chip of {group} was {value} on {on}: {note}",
    "owner_compute": "The compute of {owner} on {on} came to {value}",
    "stack_change": "Within the year to {on} {of}, {subject}, changed by {value}",
}
