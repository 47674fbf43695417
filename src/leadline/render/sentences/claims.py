"""Claims. A share goes with the number of readings, and is no probability."""

LABELS = {
    "claim_share": "Readings of {claim} in which its assertion '{assertion}' holds: {among}",
    "claim_value": "Middle value of the readings of {claim}: {among}",
    "claim_spread": "What hangs on {parameter} in {claim}",
}
SENTENCES = {
    "claim_share": "The share of readings of {claim}, no probability of being right, in which its assertion "
    "'{assertion}' holds as known on {on} ({readings} readings: {among}) is {value}",
    "claim_value": "The middle value of {readings} readings of {claim} as known on {on} is {value} ({among})",
    "claim_spread": "By the choice of {parameter} the share of readings in which {claim} holds differs by {value} as "
    "known on {on} ({readings} readings)",
}
