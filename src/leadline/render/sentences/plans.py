"""Plans, and the price of capability."""

LABELS = {
    "plan_cost": "Cost of {work} in {plan} on {offer}",
    "price_change_effect": "Effect of known changes of price on {work} in {plan} on {offer}",
    "break_even": "{what} share, growth or months at which {one} and {other} cost the same for {work}",
}
SENTENCES = {
    "plan_cost": "{work} of {plan} costs {value} over {months} months on {offer}, as known on {on}",
    "price_change_effect": "Changes of price that are known add {value} to {work} of {plan} on {offer}",
    "break_even": "{one} and {other} cost the same for {work} of {plan} at {value} of {what}",
}
