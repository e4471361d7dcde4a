# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import portal.common.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("cases", "0006_automation"),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="happened_on",
            field=models.DateField(blank=True, null=True, verbose_name="milloin"),
        ),
        migrations.AddField(
            model_name="note",
            name="kind",
            field=models.CharField(
                choices=[("note", "muistiinpano"), ("phone", "puhelu"), ("visit", "käynti tai katselmus")],
                default="note",
                max_length=10,
                verbose_name="laji",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="mentioned",
            field=models.JSONField(blank=True, default=list, verbose_name="mainitut"),
        ),
        migrations.AddField(
            model_name="note",
            name="with_whom",
            field=models.CharField(blank=True, max_length=160, verbose_name="kenen kanssa"),
        ),
        migrations.AlterField(
            model_name="textmodule",
            name="part",
            field=models.CharField(
                choices=[
                    ("summary", "Päätös selkeästi"),
                    ("reasons", "Perustelut"),
                    ("law_sections", "Sovelletut säännökset"),
                    ("contact", "Lisätietoja antaa"),
                    ("message", "Viesti asiakkaalle"),
                    ("supplement", "Lisätietopyyntö"),
                ],
                max_length=15,
                verbose_name="mihin teksti tulee",
            ),
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=portal.common.clock.now, verbose_name="alkaen")),
                (
                    "told_change",
                    models.BigIntegerField(default=0, editable=False, help_text="Viimeisin kerrottu tilan muutos."),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="cases.case",
                        verbose_name="asia",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seuraaja",
                    ),
                ),
            ],
            options={
                "verbose_name": "seuraaminen",
                "verbose_name_plural": "seuraamiset",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("case", "user"), name="followed_once")],
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="nimi")),
                (
                    "cases",
                    models.ManyToManyField(blank=True, related_name="labels", to="cases.case", verbose_name="asiat"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="accounts.unit",
                        verbose_name="yksikkö",
                    ),
                ),
            ],
            options={
                "verbose_name": "tunniste",
                "verbose_name_plural": "tunnisteet",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="label_once_in_unit")],
            },
        ),
        migrations.CreateModel(
            name="QueueView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60, verbose_name="nimi")),
                (
                    "query",
                    models.CharField(
                        help_text="Työjonon osoitteen kyselyosa.", max_length=500, verbose_name="rajaukset"
                    ),
                ),
                ("is_start", models.BooleanField(default=False, verbose_name="aloitusnäkymä")),
                ("kept_at", models.DateTimeField(default=portal.common.clock.now, editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="queue_views",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="omistaja",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="queue_views",
                        to="accounts.unit",
                        verbose_name="mille yksikölle näkyy",
                    ),
                ),
            ],
            options={
                "verbose_name": "jonon näkymä",
                "verbose_name_plural": "jonon näkymät",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="queue_view_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_start", True)), fields=("owner",), name="queue_view_one_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.CharField(max_length=200, verbose_name="mitä tehdään")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="mihin mennessä")),
                ("given_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="annettu")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="tehty")),
                ("done_by", models.CharField(blank=True, max_length=160, verbose_name="kuka teki")),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kuka tekee",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="cases.case",
                        verbose_name="asia",
                    ),
                ),
            ],
            options={
                "verbose_name": "tehtävä",
                "verbose_name_plural": "tehtävät",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["assignee", "due_on"], name="task_open"
                    )
                ],
            },
        ),
    ]
