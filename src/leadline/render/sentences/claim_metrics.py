"""What claims ask beyond the figures of other parts."""

LABELS = {
    "price_rank": "Rank of {vendor} by the price of its {line} line, {order}, among {among}",
    "quotient": "{what} over {over}",
    "index_gap": "Gap of the frontier of {leader} over that of {follower}{basis}",
    "frontier_rank": "Rank of the best model of {group}{basis}",
    "index_pace": "Rise of the frontier of {group} in a year, since {since}{basis}",
    "compute_ratio": "Compute of {leader} over that of {follower}, by {basis}",
    "stock_share": "Share of {part} in the compute of {group}",
    "chip_ratio": "Chips of {designer} over those of {base}, {measure}",
    "stated_value": "{indicator} of {entity} by {source}",
    "policy_count": "Policy events since {since}",
}
SENTENCES = {
    "price_rank": "By the price of its {line} line {vendor} had {value} on {on}, {order}: {note}",
    "quotient": "{what} came to {value} {over}",
    "index_gap": "On {on} the frontier of {leader} stood {value} above that of {follower}{basis}",
    "frontier_rank": "The best model of {group}{basis} was at {value} on {on}: {note}",
    "index_pace": "From {since} to {on} the frontier of {group} rose by {value}{basis}",
    "compute_ratio": "The compute of {leader} was {value} that of {follower} on {on}, by {basis}",
    "stock_share": "The share of {part} in the compute of {group} was {value} on {on}",
    "chip_ratio": "The chips of {designer}, {measure} to {on}, were {value} those of {base}",
    "stated_value": "{source} states {value} for {indicator} of {entity} on {on}",
    "policy_count": "From {since} to {on} there were {value} of policy",
}
