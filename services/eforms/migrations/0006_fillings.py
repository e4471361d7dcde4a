# SPDX-License-Identifier: EUPL-1.2
import uuid

import django.db.models.deletion
from django.db import migrations, models

import portal.common.clock
import services.eforms.models.encrypted


class Migration(migrations.Migration):
    dependencies = [("eforms", "0005_data_lists")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="remarks",
            field=services.eforms.models.encrypted.EncryptedJSONField(
                default=dict,
                help_text="Kysymys: mikä esitäytetyssä tiedossa on väärin.",
                verbose_name="huomautukset",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="renewed_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="eforms.submission",
                verbose_name="aloitettu lähetyksen tiedoilla",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="trail",
            field=models.JSONField(
                default=dict, editable=False, help_text="Vaihe: täyttöaika ja viimeksi muutettu kysymys."
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="language",
            field=models.CharField(default="fi", max_length=5, verbose_name="kieli"),
        ),
        migrations.CreateModel(
            name="FillingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "filling",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Yhdistää saman täyttökerran vaiheet. Ei viittaa mihinkään."
                    ),
                ),
                ("step", models.SlugField(max_length=60, verbose_name="vaihe")),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        help_text="Tauot on jätetty pois.", verbose_name="täyttöaika sekunteina"
                    ),
                ),
                (
                    "last_field",
                    models.CharField(blank=True, max_length=60, verbose_name="viimeksi muutettu kysymys"),
                ),
                (
                    "is_last",
                    models.BooleanField(default=False, verbose_name="viimeinen vaihe, jossa käytiin"),
                ),
                ("sent", models.BooleanField(verbose_name="lähetettiin")),
                ("ended_on", models.DateField(default=portal.common.clock.today, verbose_name="päättyi")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filling_steps",
                        to="eforms.formversion",
                        verbose_name="lomakeversio",
                    ),
                ),
            ],
            options={
                "verbose_name": "täytetty vaihe",
                "verbose_name_plural": "täytetyt vaiheet",
                "indexes": [models.Index(fields=["version", "filling"], name="filling_step_by_version")],
            },
        ),
    ]
