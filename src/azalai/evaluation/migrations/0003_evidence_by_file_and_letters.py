"""A file alone may be the evidence of a rating; the partner is told by mail that it may reply.

Making the table of ratings anew on SQLite drops its trigger, and a trigger that names it would stop that:
both go first and come again.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

triggers = import_module("azalai.evaluation.migrations.0002_closed_is_frozen")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0002_closed_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(triggers.thaw, triggers.freeze),
        migrations.RemoveConstraint(model_name="rating", name="evaluation_rating_has_evidence"),
        migrations.AddField(
            model_name="rating",
            name="rests_on_file",
            field=models.BooleanField(default=False, verbose_name="preuve jointe"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__isnull", True),
                    models.Q(("evidence", ""), _negated=True),
                    models.Q(("evidence_url", ""), _negated=True),
                    ("rests_on_file", True),
                    _connector="OR",
                ),
                name="evaluation_rating_has_evidence",
            ),
        ),
        migrations.RunPython(triggers.freeze, triggers.thaw),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="décidé le")),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="parti le")),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="sans objet depuis")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                (
                    "failure",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="pourquoi il n'est pas parti"
                    ),
                ),
                ("reply_due", models.DateField(verbose_name="réponse attendue pour le")),
                ("base", models.CharField(max_length=200, verbose_name="adresse du site")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="evaluation.evaluation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "annonce d'une évaluation",
                "verbose_name_plural": "annonces d'évaluations",
                "ordering": ["evaluation", "queued_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True), ("person__isnull", False), _connector="OR"
                        ),
                        name="evaluation_letter_sent_to_someone",
                    )
                ],
            },
        ),
    ]
