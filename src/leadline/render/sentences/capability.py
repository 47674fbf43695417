"""Capability and leads."""

LABELS = {
    "capability_index": "Capability index of {model}",
    "frontier": "Frontier of {group}",
    "lead": "{definition} lead of {leader} over {follower}",
}
SENTENCES = {
    "capability_index": "{model} had {value} on {on}",
    "frontier": "The frontier of {group} on {on} stood at {value}, set by {note}",
    "lead": "The {definition} lead of {leader} over {follower} on {on} was {value}",
}
