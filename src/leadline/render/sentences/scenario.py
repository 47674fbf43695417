"""Scenarios."""

_UNDER = "with the levers {levers}, under the beliefs {beliefs}"
LABELS = {
    "scenario_lead": "Mean lead of {leader} over {follower} in the year, levers {levers}, beliefs {beliefs}",
    "scenario_month": "Median {outcome} by month, levers {levers}, beliefs {beliefs}",
    "scenario_share": "Share of {leader} in contestable markets, levers {levers}, beliefs {beliefs}",
    "scenario_gap": "Gap of {leader} over {follower} in index points, levers {levers}, beliefs {beliefs}",
    "scenario_compute_ratio": "Compute of {leader} over that of {follower}, levers {levers}, beliefs {beliefs}",
    "scenario_class": "Probability of lead {lead}, share {adoption}, region {region}, levers {levers}, beliefs "
    "{beliefs}",
    "scenario_effect": "Effect of the levers {levers} on the {outcome}, against {against}, beliefs {beliefs}",
    "scenario_class_change": "Effect of the levers {levers} on the probability of lead {lead}, region {region}, "
    "against {against}, beliefs {beliefs}",
    "scenario_capped": "Futures at a physical limit, levers {levers}, beliefs {beliefs}",
    "scenario_hindcast": "{score} of {rival}, {horizon} months ahead, by {tier}, windows {windows}",
    "scenario_forecast": "Mean lead of {leader} over {follower} in the year, no lever, by {by}",
    "scenario_forecast_class": "Probability of lead {lead}, no lever, by {by}",
    "scenario_total_index": "Total index of {input} for the outcome {outcome}, on the priors",
    "scenario_first_order": "First-order share of {input} in the outcome {outcome}, beliefs {beliefs}",
    "scenario_swing": "The outcome {outcome} in the {side} of {input}, less that in all, beliefs {beliefs}",
    "scenario_check": "Worlds whose {quantity} lies in the middle {level} % of its draws",
    "scenario_box": "Probability of the {outcome} where its rules hold, beliefs {beliefs}",
    "scenario_rule": "Rule for the {outcome}: {input} {side}, beliefs {beliefs}",
    "scenario_signpost": "Change of the probability of region {region} should the {observed} be {side} its bound, "
    "beliefs {beliefs}",
}
SENTENCES = {
    "scenario_lead": f"The mean lead of {{leader}} over {{follower}} in the year to {{on}} is {{value}} {_UNDER}",
    "scenario_month": f"The median of the {{outcome}} on {{on}} is {{value}} {_UNDER}",
    "scenario_share": f"The share of {{leader}} in contestable markets on {{on}} is {{value}} {_UNDER}",
    "scenario_gap": f"The frontier of {{leader}} stands {{value}} above that of {{follower}} on {{on}} {_UNDER}",
    "scenario_compute_ratio": f"{{leader}} can use {{value}} the compute of {{follower}} on {{on}} {_UNDER}",
    "scenario_class": "The probability of a lead of class {lead} with a share of class {adoption}, region {region}, in "
    f"the year to {{on}} is {{value}} {_UNDER}",
    "scenario_effect": "The levers {levers} change the {outcome} of the year to {on} by {value} on the average, "
    "against {against}, under the beliefs {beliefs}",
    "scenario_class_change": "The levers {levers} change the probability of a lead of class {lead}, region {region}, "
    "by {value}, against {against}, under the beliefs {beliefs}",
    "scenario_capped": f"In {{value}} of futures a physical limit holds {_UNDER}",
    "scenario_hindcast": "The {score} of {rival} for the lead of {leader} over {follower}, {horizon} months ahead, by "
    "{tier}, windows {windows}, is {value} over {n} cutoffs, {independent} apart",
    "scenario_forecast": "The mean lead of {leader} over {follower} in the year to {on} is {value} with no lever "
    "pulled, by {by}",
    "scenario_forecast_class": "The probability of a lead of class {lead} in the year to {on} is {value} with no lever "
    "pulled, by {by}",
    "scenario_total_index": "On the priors alone {value} of the variance of the outcome {outcome} in the year to {on} "
    "would be left if all but {input} were known",
    "scenario_first_order": "{input} explains {value} of the variance of the outcome {outcome} in the year to {on}, "
    "under the beliefs {beliefs}",
    "scenario_swing": "Where {input} lies in its {side} the outcome {outcome} of the year to {on} changes by {value}, "
    "under the beliefs {beliefs}",
    "scenario_check": "In {value} of {worlds} made worlds the true {quantity} lies in the middle {level} % of "
    "its draws",
    "scenario_box": "Where its rules hold, in {share} % of draws, the probability of the {outcome} in the year to {on} "
    "is {value}, under the beliefs {beliefs}",
    "scenario_rule": "For the {outcome} in the year to {on}, {input} is {side} {value}, a rule that recurs in {recurs} "
    "% of searches, under the beliefs {beliefs}",
    "scenario_signpost": "Should the {observed} on {on} be {side} {bound} {bound_unit}, the probability of region "
    "{region} changes by {value}, under the beliefs {beliefs}",
}
