"""Capability and leads."""

LABELS = {
    "arena_rating": "Text rating of {model}",
    "benchmark_difficulty": "Difficulty of {benchmark}",
    "benchmark_saturation": "Saturation of {benchmark}",
    "benchmark_score": "Score of {model} on {benchmark}",
    "benchmark_slope": "Slope of {benchmark}",
    "capability_index": "Capability index of {model}",
    "expected_score": "Expected score of {model} on {benchmark}",
    "frontier": "Frontier of {group}",
    "model_rank": "Rank of {model}",
    "published_index": "Published index of {model}",
    "score_residual": "Residual of {model} on {benchmark}",
    "time_horizon": "Time horizon of {model}",
    "lead": "{definition} lead of {leader} over {follower}{basis}",
    "lead_probability": "Probability that the {definition} lead of {leader} over {follower}{basis} is {event}",
    "best_model": "Probability that {model} is the best of {group}{basis}",
    "lead_difference": "Change of the {definition} lead of {leader} over {follower} under another setting",
    "predictive_coverage": "Share of held-out scores within the interval that {scheme} gives them",
    "predictive_error": "Root mean square error of held-out scores as {scheme} predicts them",
}
SENTENCES = {
    "arena_rating": "People's votes on text gave {model} {value}",
    "benchmark_difficulty": "Half of the points of {benchmark} are expected at {value}",
    "benchmark_saturation": "Of the models of the last twelve months that were put to {benchmark}, {value} were near "
    "its ceiling",
    "benchmark_score": "{model} had {value} of the points of {benchmark}",
    "benchmark_slope": "{benchmark} tells models apart by {value}",
    "capability_index": "{model} had {value} on {on}",
    "expected_score": "By its index {model} was expected to have {value} of the points of {benchmark}",
    "frontier": "The frontier of {group} on {on} stood at {value}, set by {note}",
    "model_rank": "{model} was at {value} on {on}",
    "published_index": "{model} had {value} in the index as published",
    "score_residual": "{model} lay {value} from what its index makes one expect on {benchmark}",
    "time_horizon": "{model} did half of the tasks that take people {value}",
    "lead": "The {definition} lead of {leader} over {follower}{basis} {when} was {value}",
    "lead_probability": "The {definition} lead of {leader} over {follower}{basis} {when} was {event} with a "
    "probability of {value}",
    "best_model": "{model} was the best of {group}{basis} on {on} with a probability of {value}",
    "lead_difference": "By another setting the {definition} lead of {leader} over {follower} on {on} was {value} more",
    "predictive_coverage": "Of the scores that were held out, {value} lay in the interval that {scheme} gives them",
    "predictive_error": "Scores that were held out differed from what {scheme} predicts by {value}, root mean square",
}
