"""Prices and costs."""

LABELS = {
    "base_price": "Base price of a million {meter} tokens on {offer} by {source}",
    "cost": "Cost of {workload} on {offer}",
    "cost_ratio": "Cost on {offer} over cost on {base}",
    "price_history": "Price of {meter} ({service}) on {offer}",
    "price_lag": "Median lag of {source} behind {reference}",
    "price_missed": "Changes of price that {source} never recorded",
    "price_spread": "Spread of prices for {meter} of {offer}",
    "text_cost": "Cost of a text on {offer}",
    "task_cost": "Cost of a {per} on {offer}",
    "class_ratio": "Price of the {class} line of {vendor} over that of {base}",
    "own_text_tokens": "Tokens of the text on {offer}",
    "text_tokens": "Tokens of a text on {offer}",
    "token_factor": "Tokens on {offer} over tokens on {base}",
}
SENTENCES = {
    "base_price": "A million {meter} tokens on {offer} cost {value} on {on}",
    "cost": "{offer} cost {value} on {on}",
    "cost_ratio": "{offer} cost {value} what {base} did on {on}",
    "price_history": "A {unit} of {meter} ({service}) on {offer} cost {value} from {on}",
    "price_lag": "{source} recorded changes of price a median of {value} after they took effect, as known on {on}",
    "price_missed": "{source} never recorded {value} of the changes of price that it should have, as known on {on}",
    "text_cost": "On {offer} the text cost {value} on {on}",
    "task_cost": "A {per} on {offer} cost {value} on {on}",
    "class_ratio": "The {class} line of {vendor} cost {value} what that of {base} did on {on}",
    "own_text_tokens": "{offer} makes {value} of the text",
    "text_tokens": "{offer} makes {value} of a text like this",
    "token_factor": "{offer} makes {value} the tokens that {base} does of one text",
    "price_spread": "Sources put {meter} of {offer} at prices {value} apart on {on}",
}
