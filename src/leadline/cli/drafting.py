"""Options of `leadline check` for a text: drafts of claims, and a language model that may propose queries for them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Drafting:
    """What becomes of sentences of a text that repeat no claim."""

    drafts: Path | None = None
    "Of a text: write a draft of a claim for each sentence that repeats none into this folder; nothing is overwritten."
    propose_with: str | None = None
    "Of drafts: an endpoint that speaks OpenAI's chat protocol, such as http://localhost:8080/v1, to propose queries."
    model: str | None = None
    "The language model that the endpoint is asked for."
    send: Annotated[bool, Parameter(negative=())] = False
    "Send the sentences; without it, only what would be sent, and to whom, is told."
