"""From a text to claims: its sentences, which of them say something to check, claims that say the same, drafts.

By rules over words, numbers and the names of the catalogue; rules.toml holds the words. What a rule says of a sentence
is a guess that a person confirms: nothing here judges whether a sentence is so.
"""
