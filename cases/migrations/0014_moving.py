# SPDX-License-Identifier: EUPL-1.2
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.common.clock


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_interface"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="BulkJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("take_up", "Ota käsittelyyn"),
                            ("claim", "Ota itsellesi"),
                            ("assign", "Anna käsittelijälle"),
                            ("release", "Palauta yksikön jonoon"),
                            ("hand_over", "Siirrä toiseen yksikköön"),
                            ("label", "Lisää tunniste"),
                            ("supplement", "Pyydä tietoja"),
                            ("decide", "Tee päätös"),
                            ("serve", "Anna päätös tiedoksi"),
                            ("close", "Päätä asia"),
                        ],
                        max_length=20,
                        verbose_name="mitä tehdään",
                    ),
                ),
                ("answers", models.JSONField(blank=True, null=True, verbose_name="vastaukset")),
                ("told", models.JSONField(blank=True, default=list)),
                ("chosen_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="valittu")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="aloitettu")),
                ("worked_at", models.DateTimeField(blank=True, help_text="Milloin työ viimeksi eteni.", null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="keskeytetty")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="päättynyt")),
                ("undo_asked_at", models.DateTimeField(blank=True, null=True, verbose_name="perumista pyydetty")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="peruttu")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tekijä",
                    ),
                ),
            ],
            options={
                "verbose_name": "joukkotoimi",
                "verbose_name_plural": "joukkotoimet",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "odottaa"),
                            ("done", "tehty"),
                            ("refused", "ei tehty"),
                            ("undone", "peruttu"),
                            ("kept", "ei voitu perua"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tila",
                    ),
                ),
                ("case_version", models.PositiveIntegerField(editable=False)),
                ("before", models.JSONField(blank=True, default=dict)),
                ("why", models.CharField(blank=True, max_length=400, verbose_name="miksi ei")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_items",
                        to="cases.case",
                        verbose_name="asia",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="cases.bulkjob",
                        verbose_name="joukkotoimi",
                    ),
                ),
            ],
            options={
                "verbose_name": "joukkotoimen asia",
                "verbose_name_plural": "joukkotoimen asiat",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(
                condition=models.Q(
                    models.Q(("ended_at", None), ("started_at__isnull", False)),
                    models.Q(("undo_asked_at__isnull", False), ("undone_at", None)),
                    _connector="OR",
                ),
                fields=["worked_at"],
                name="bulk_working",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), models.Q(("started_at", None), _negated=True), _connector="OR"),
                name="bulk_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undo_asked_at", None), models.Q(("ended_at", None), _negated=True), _connector="OR"
                ),
                name="bulk_undone_after_end",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkitem",
            index=models.Index(fields=["job", "state"], name="bulk_item_state"),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("job", "case"), name="bulk_case_once"),
        ),
    ]
