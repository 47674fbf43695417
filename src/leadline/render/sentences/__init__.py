"""The words for every metric, one module a part of the house: a label and a sentence, as templates with holes.

A hole is named `value` (the number), `on` (its day), `when` (its day, or the months to it), `basis` (the yardstick and
the dates where they are not the usual ones), `note`, or as one of the figure's arguments.
"""
