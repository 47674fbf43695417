"""Price and capability joined: which offers reach a level of the index, and what that has cost over time."""
