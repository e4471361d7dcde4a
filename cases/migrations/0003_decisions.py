# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models

import portal.common.texts


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("cases", "0002_workflow")]
    operations = [
        migrations.CreateModel(
            name="TextModule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="nimi")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("summary", "Päätös selkeästi"),
                            ("reasons", "Perustelut"),
                            ("law_sections", "Sovelletut säännökset"),
                            ("contact", "Lisätietoja antaa"),
                        ],
                        max_length=15,
                        verbose_name="osa päätöstä",
                    ),
                ),
                (
                    "text",
                    portal.common.texts.LocalizedTextField(
                        default=portal.common.texts.LocalizedText,
                        help_text=(
                            "Kohdat {asiakas}, {asia}, {asianumero}, {saapunut}, {tänään} ja {yksikkö} täyttyvät "
                            "itsestään, samoin {kysymyksen tunnus} lomakkeelta. Muut kohdat, esimerkiksi {summa}, "
                            "kirjoittaa päätöksen tekijä."
                        ),
                        long=True,
                        verbose_name="teksti",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="käytössä")),
                (
                    "case_type",
                    models.ForeignKey(
                        blank=True,
                        help_text="Jos jätät tyhjäksi, teksti sopii kaikkiin.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_modules",
                        to="cases.casetype",
                        verbose_name="asiatyyppi",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Jos jätät tyhjäksi, teksti sopii kaikkiin.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_modules",
                        to="accounts.unit",
                        verbose_name="yksikkö",
                    ),
                ),
            ],
            options={
                "verbose_name": "tekstipohja",
                "verbose_name_plural": "tekstipohjat",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "part", "case_type", "unit"),
                        name="text_module_name_unique",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
