# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_decisions")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="slip_told_of",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="HandlingTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cases", models.PositiveIntegerField(verbose_name="asioita")),
                ("half_in", models.PositiveIntegerField(verbose_name="puolet valmiina, päivää")),
                ("most_in", models.PositiveIntegerField(verbose_name="neljä viidestä valmiina, päivää")),
                ("counted_on", models.DateField(verbose_name="laskettu")),
                (
                    "case_type",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handling_time",
                        to="cases.casetype",
                        verbose_name="asiatyyppi",
                    ),
                ),
            ],
            options={
                "verbose_name": "toteutunut käsittelyaika",
                "verbose_name_plural": "toteutuneet käsittelyajat",
                "ordering": ["case_type"],
            },
        ),
    ]
