"""The preview of a file of minutes shows what is understood, with findings at the line they are about."""

from __future__ import annotations

from datetime import date

import pytest

from azalai.concertation.content import Action, Content, Item
from azalai.concertation.previewing import understood, with_findings
from azalai.concertation.understanding import Reader
from tests.actors.factories import make_organisation

CELL = {"table": 3, "row": 2, "line": None}
LINE = {"table": None, "row": None, "line": 7}
NOWHERE = {"table": None, "row": None, "line": None}
SOURCE = [
    {"table": 0, "row": 0, "line": 7, "text": "Un point"},
    {"table": 3, "row": 2, "line": 0, "text": "Partager | OIM | ///"},
]


@pytest.mark.parametrize(
    ("where", "line"), [(LINE, 1), (CELL, 2), (NOWHERE, None), ({**LINE, "line": 9}, None)]
)
def test_a_finding_stands_at_its_line(where: dict, line: int | None) -> None:
    lines, findings = with_findings(SOURCE, [{"code": "E501", "where": where}])
    assert findings[0]["line"] == line
    assert [one["number"] for one in lines if one["findings"]] == ([line] if line else [])


@pytest.mark.django_db
def test_owners_and_deadlines_are_understood() -> None:
    made = make_organisation(acronym="ECS-F")
    content = Content(items=(Item("Divers", actions=(Action("Partager", "ECS-F", "15 mai 2027"),)),))
    [(_item, [told])] = understood(content, Reader("NE", date(2027, 1, 10)))
    assert [organisation for _owner, organisation in told.owners] == [made]
    assert told.until == date(2027, 5, 15)
