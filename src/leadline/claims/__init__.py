"""Claims: a sentence that somebody said as a typed query, with what its words leave open; data in, verdicts out."""
