"""The page of the format: its examples can be read, and it names all that the format has."""

import re
from pathlib import Path
from typing import get_args

from leadline.claims import choices, read, works
from leadline.claims.claim import Decision, Kind, Reason, Rule, Status
from leadline.claims.metrics import METRICS
from leadline.userfile import parsed

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_can_be_read() -> None:
    """The file as it stands; with the work described in its place; with the vague number in place of its parameters."""
    whole, source, few = BLOCKS
    described = re.sub(r"source: .*\n", source, whole)
    start, end = whole.index("parameters:"), whole.index("links:")
    vague = whole[:start].replace("two to three times", "dozens") + few + whole[end:]
    claims = [read.of(parsed(text.encode(), "page.yaml"), METRICS) for text in (whole, described, vague)]
    assert [len(claim.parameters) for claim in claims] == [3, 3, 1]
    assert [claim.work.author for claim in claims[1:]] == ["A. Writer", claims[0].work.author]


def test_the_page_names_every_field_and_word() -> None:
    words = [*get_args(Kind), *get_args(Status), *get_args(Reason), *get_args(Decision), *get_args(Rule)]
    fields = [*read.FIELDS, *choices.FIELDS, *works.SOURCE_FIELDS]
    assert [word for word in (*words, *fields) if word not in PAGE] == []
