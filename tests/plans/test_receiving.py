"""Files as they come: refused, named, kept, dropped; and columns that a person has to name."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.plans.actions.receiving import clean_name
from azalai.plans.models import LayoutChoice, Plan, Upload
from tests.accounts.factories import sign_in
from tests.formats.broken import EXPECTED, broken_files
from tests.plans.factories import SMALL, load_frames, make_upload, make_version

pytestmark = pytest.mark.django_db
# Nothing says that the third column holds the lines of a plan.
UNKNOWN = """Coût;Responsable;Sigle
6 000 000;OIM;FR
2 000 000;OIM;IG
3 000 000;CNDH;KL
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that go wrong."""
    return broken_files(tmp_path_factory.mktemp("abimes"))


@pytest.mark.parametrize("name", [name for name, code in EXPECTED.items() if code])
def test_a_file_that_cannot_be_read_is_refused_and_leaves_no_trace(
    name: str, broken: dict[str, Path], client: Client
) -> None:
    sign_in(client, Role.ME_OFFICER)
    entries = AuditEntry.objects.count()
    with broken[name].open("rb") as stream:
        answer = client.post(reverse("plans:upload"), {"file": stream})
    assert answer.status_code == 422
    (message,) = answer.context["form"].errors["file"]
    assert message.endswith((".", "Mo."))
    assert message in html.unescape(answer.content.decode())
    assert not Upload.objects.exists()
    assert AuditEntry.objects.count() == entries
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_table_that_is_no_plan_is_shown_so_that_a_person_says_what_its_columns_are(client: Client) -> None:
    load_frames()
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(UNKNOWN)
    page = client.get(upload.get_absolute_url())
    assert page.context["tab"] == "colonnes"
    signature = upload.reading["layouts"][0]["signature"]
    roles = {"column_0": "cost", "column_1": "responsible", "column_2": "node:activity"}
    answer = client.post(
        reverse("plans:columns", args=[upload.public_id]), {"signature": signature, **roles}, follow=True
    )
    assert answer.status_code == 200
    assert LayoutChoice.objects.get().roles == {"0": "cost", "1": "responsible", "2": "node:activity"}
    done = client.post(reverse("plans:import", args=[upload.public_id]), {"into": ""})
    assert done.status_code == 302
    assert Plan.objects.get().latest_version().nodes.count() == 3
    following = make_upload(UNKNOWN.replace("6 000 000", "7 000 000"))
    assert "refusal" not in following.reading


def test_columns_without_a_line_of_the_plan_are_refused_and_not_remembered(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(UNKNOWN)
    answer = client.post(
        reverse("plans:columns", args=[upload.public_id]),
        {
            "signature": upload.reading["layouts"][0]["signature"],
            "column_0": "cost",
            "column_1": "cost",
            "column_2": "cost",
        },
    )
    assert answer.status_code == 422
    assert "Indiquez au moins la colonne" in answer.content.decode()
    assert not LayoutChoice.objects.exists()


def test_columns_of_a_layout_that_the_file_does_not_have_are_not_found(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(UNKNOWN)
    address = reverse("plans:columns", args=[upload.public_id])
    assert client.post(address, {"signature": "0" * 16}).status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Documents\\plan.csv", "plan.csv"),
        ("plan\x00\n.csv", "plan.csv"),
        ("", "plan"),
        ("dossier/", "plan"),
        ("a" * 300 + ".csv", "a" * 196 + ".csv"),
        ("plan." + "x" * 400, "plan." + "x" * 185 + "." + "x" * 9),
        ("<b>plan</b>.csv", "b>.csv"),
    ],
)
def test_a_file_keeps_its_own_name_without_folder_or_control_characters(given: str, kept: str) -> None:
    assert clean_name(given)[:200] == clean_name(given)
    assert clean_name(given) == kept


def test_a_name_full_of_html_is_shown_as_text(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(name="<script>alert(1)<script>.csv")
    text = client.get(upload.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert Path(upload.content.name).name == f"{upload.public_id}.csv"


def test_a_file_whose_record_fails_is_not_left_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**values: object) -> None:
        raise OSError("plus de place")

    monkeypatch.setattr("azalai.plans.actions.receiving.audit.record", fail)
    with pytest.raises(OSError, match="plus de place"):
        make_upload()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_may_be_dropped_until_a_version_came_from_it(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    version, other = make_version(), make_upload(SMALL + "\n")
    path = Path(other.content.path)
    client.post(reverse("plans:discard", args=[version.upload.public_id]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda move: move())
        client.post(reverse("plans:discard", args=[other.public_id]))
    assert Upload.objects.get() == version.upload
    assert not path.exists()


def test_a_file_that_is_gone_from_the_disk_is_not_found_and_not_imported(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload()
    Path(upload.content.path).unlink()
    assert client.get(reverse("plans:original", args=[upload.public_id])).status_code == 404
    answer = client.post(reverse("plans:import", args=[upload.public_id]), {"into": ""})
    assert answer.status_code == 422
    assert "introuvable" in answer.content.decode()
