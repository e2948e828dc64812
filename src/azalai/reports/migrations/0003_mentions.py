"""Which frozen report counts which object, with what was frozen before this table stood."""

import re
import uuid

import django.db.models.deletion
from django.db import migrations, models

IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHUNK = 500


def fill(apps, schema_editor):
    """Each frozen report in turn, its lists a few at a time: a report holds up to megabytes of them."""
    report_model, figure_model = apps.get_model("reports", "Report"), apps.get_model("reports", "Figure")
    mention_model = apps.get_model("reports", "Mention")
    frozen = report_model.objects.filter(state__in=["validated", "published"])
    for report in frozen.order_by("pk").values_list("pk", flat=True):
        lists = figure_model.objects.filter(report=report).order_by("position").values_list("pk", "rows")
        found = {}
        for key, rows in lists.iterator(chunk_size=CHUNK):
            for row in rows:
                told = IDENTIFIER.findall(row["url"].partition("?")[0])
                if told and key not in found.setdefault(uuid.UUID(told[-1]), []):
                    found[uuid.UUID(told[-1])].append(key)
        mention_model.objects.bulk_create(
            (
                mention_model(report_id=report, figure_id=keys[0], object_id=one, figures=len(keys))
                for one, keys in found.items()
            ),
            batch_size=CHUNK,
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_validated_is_frozen")]
    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.UUIDField()),
                ("figures", models.PositiveIntegerField()),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reports.figure"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="reports.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "ordering": ["report", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("object_id", "report"), name="reports_mention_once"),
                    models.CheckConstraint(condition=models.Q(("figures__gte", 1)), name="reports_mention_counts"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
