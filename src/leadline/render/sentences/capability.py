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
    "lead": "{definition} lead of {leader} over {follower}",
    "model_rank": "Rank of {model}",
    "published_index": "Published index of {model}",
    "score_residual": "Residual of {model} on {benchmark}",
    "time_horizon": "Time horizon of {model}",
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
    "lead": "The {definition} lead of {leader} over {follower} on {on} was {value}",
    "model_rank": "{model} was at {value} on {on}",
    "published_index": "{model} had {value} in the index as published",
    "score_residual": "{model} lay {value} from what its index makes one expect on {benchmark}",
    "time_horizon": "{model} did half of the tasks that take people {value}",
}
