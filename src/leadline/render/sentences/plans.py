"""Plans, and the price of capability."""

LABELS = {
    "plan_cost": "Cost of {work} in {plan} on {offer}",
    "price_change_effect": "Effect of known changes of price on {work} in {plan} on {offer}",
    "break_even": "{what} share, growth or months at which {one} and {other} cost the same for {work}",
    "price_of_level": "Lowest price of {workload} at an index of {level}",
    "price_halving": "Halving time of the price of {workload} at an index of {level}",
}
SENTENCES = {
    "plan_cost": "{work} of {plan} costs {value} over {months} months on {offer}, as known on {on}",
    "price_change_effect": "Changes of price that are known add {value} to {work} of {plan} on {offer}",
    "break_even": "{one} and {other} cost the same for {work} of {plan} at {value} of {what}",
    "price_of_level": "{workload} at an index of {level} or more cost {value} on {on}, on {offer}",
    "price_halving": "The price of {workload} at an index of {level} or more halved in {value}, as known on {on}",
}
