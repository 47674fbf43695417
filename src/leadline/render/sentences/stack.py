"""The layers beneath prices and capability."""

LABELS = {
    "compute_growth": "Growth of the compute of {group}, {basis}",
    "compute_share": "Share of {group} in the world's compute, {basis}, conversion by {conversion}",
    "compute_stock": "Compute of {group}, {basis}, conversion by {conversion}",
}
SENTENCES = {
    "compute_growth": "The compute of {group} stood on {on} at {value}, by {basis}",
    "compute_share": "The share of {group} in the world's compute on {on} was {value} by {basis}",
    "compute_stock": "The compute of {group} on {on} came to {value}, by {basis}",
}
