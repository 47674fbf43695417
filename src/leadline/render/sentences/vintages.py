"""Vintages, revisions, delays, nowcasts and hindcasts."""

LABELS = {
    "lead_change": "{definition} lead of {leader} over {follower}, from {before} to {after}: {part}",
    "lead_revision": "{statistic} revision of the {definition} lead of {leader} over {follower} by {source}",
    "scoring_delay": "Median delay of scores for {group}: {models}",
    "scored_share": "Share scored within {days} days for {group}: {models}",
    "nowcast": "{definition} nowcast of the lead of {leader} over {follower}",
    "nowcast_score": "{score} of the {said} {definition} lead of {leader} over {follower} at {days}",
    "hindcast_score": "{score} of {rival} at {horizon} months by {tier}, {definition} lead of {leader} over {follower}",
}
SENTENCES = {
    "lead_change": "From {before} to {after} the {definition} lead of {leader} over {follower} on {on} changed by "
    "{value} in the part {part}",
    "lead_revision": "The {statistic} revision of the {definition} lead of {leader} over {follower}, over {vintages} "
    "vintages of {source}, was {value}",
    "scoring_delay": "Half of the models of {group} ({models}) had their first score within {value} of their release",
    "scored_share": "{value} of the models of {group} ({models}) had their first score within {days} days",
    "nowcast": "The {definition} lead of {leader} over {follower} on {on}, with models that are not scored yet, was "
    "probably {value}",
    "nowcast_score": "At {days}, the {score} of the {said} {definition} lead of {leader} over {follower} was {value}",
    "hindcast_score": "At {horizon} months, by {tier}, the {score} of {rival} was {value} over {n} cutoffs, of which "
    "{independent} do not overlap",
}
