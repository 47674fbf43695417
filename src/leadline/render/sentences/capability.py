"""Capability and leads."""

LABELS = {
    "capability_index": "Capability index of {model}",
    "frontier": "Frontier of {group}",
    "lead": "{definition} lead of {leader} over {follower}",
    "lead_difference": "Change of the {definition} lead of {leader} over {follower} under another setting",
    "predictive_coverage": "Share of held-out scores within the interval that {scheme} gives them",
    "predictive_error": "Root mean square error of held-out scores as {scheme} predicts them",
}
SENTENCES = {
    "capability_index": "{model} had {value} on {on}",
    "frontier": "The frontier of {group} on {on} stood at {value}, set by {note}",
    "lead": "The {definition} lead of {leader} over {follower} on {on} was {value}",
    "lead_difference": "By another setting the {definition} lead of {leader} over {follower} on {on} was {value} more",
    "predictive_coverage": "Of the scores that were held out, {value} lay in the interval that {scheme} gives them",
    "predictive_error": "Scores that were held out differed from what {scheme} predicts by {value}, root mean square",
}
