"""The words for every metric, one module a part of the house: a label and a sentence, as templates with holes.

A hole is named `value` (the number), `on` (its day), `note`, or as one of the figure's arguments.
"""
