"""A word of a table that has to be one of a few: those of a `Literal`, which types then know."""

from typing import TypeVar

Word = TypeVar("Word", bound=str)


def word(told: str, words: tuple[Word, ...]) -> Word:
    """The word that a table tells, as one of the list.

    >>> word("semi", ("public", "semi"))
    'semi'
    >>> word("privat", ("public", "semi"))
    Traceback (most recent call last):
    ValueError: Expected one of public, semi, found 'privat'. Mend the table, or add the word to the list.
    """
    for one in words:
        if one == told:
            return one
    raise ValueError(
        f"Expected one of {', '.join(words)}, found {told!r}. Mend the table, or add the word to the list."
    )
