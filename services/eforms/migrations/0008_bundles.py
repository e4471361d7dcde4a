# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models

import portal.common.texts


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("eforms", "0007_pausing")]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="joint",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="eforms.draft",
                verbose_name="yhteisluonnos",
            ),
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="osoitteen osa")),
                (
                    "name",
                    portal.common.texts.LocalizedTextField(
                        default=portal.common.texts.LocalizedText, verbose_name="nimi"
                    ),
                ),
                (
                    "text",
                    portal.common.texts.LocalizedTextField(
                        blank=True, default=portal.common.texts.LocalizedText, long=True, verbose_name="kuvaus"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "luonnos"),
                            ("published", "julkaistu"),
                            ("paused", "tauolla"),
                            ("retired", "poistettu käytöstä"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="tila",
                    ),
                ),
                (
                    "life_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bundles",
                        to="catalogue.lifeevent",
                        verbose_name="elämäntilanne",
                    ),
                ),
            ],
            options={
                "verbose_name": "asiakokonaisuus",
                "verbose_name_plural": "asiakokonaisuudet",
                "ordering": ["slug"],
            },
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="bundle",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="joint_form",
                to="eforms.bundle",
                verbose_name="minkä kokonaisuuden yhteislomake",
            ),
        ),
        migrations.CreateModel(
            name="BundleForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="järjestys")),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="eforms.bundle"
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundle_places",
                        to="eforms.formdefinition",
                        verbose_name="lomake",
                    ),
                ),
            ],
            options={
                "verbose_name": "kokonaisuuden lomake",
                "verbose_name_plural": "kokonaisuuden lomakkeet",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="bundle",
            name="forms",
            field=models.ManyToManyField(
                related_name="bundles",
                through="eforms.BundleForm",
                to="eforms.formdefinition",
                verbose_name="lomakkeet",
            ),
        ),
        migrations.CreateModel(
            name="JointPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("keys", models.JSONField(help_text="Kysymyksen nimi lomakkeessa: nimi yhteislomakkeessa.")),
                (
                    "joint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joint_parts",
                        to="eforms.formversion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="eforms.formversion",
                        verbose_name="lomakeversio",
                    ),
                ),
            ],
            options={
                "verbose_name": "yhteislomakkeen osa",
                "verbose_name_plural": "yhteislomakkeen osat",
                "ordering": ["position"],
            },
        ),
        migrations.AddConstraint(
            model_name="bundleform",
            constraint=models.UniqueConstraint(fields=("bundle", "definition"), name="form_once_in_bundle"),
        ),
        migrations.AddConstraint(
            model_name="jointpart",
            constraint=models.UniqueConstraint(fields=("joint", "position"), name="joint_part_in_its_place"),
        ),
    ]
