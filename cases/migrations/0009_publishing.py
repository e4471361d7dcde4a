# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import portal.common.clock
import portal.common.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("published_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="julkaistu")),
                (
                    "known_on",
                    models.DateField(
                        help_text="Seitsemän päivän kuluttua julkaisusta (kuntalaki 140 §).",
                        verbose_name="katsotaan tiedetyn",
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="muutoksenhaun viimeinen päivä")),
                ("cleaned_at", models.DateTimeField(blank=True, null=True, verbose_name="henkilötiedot poistettu")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="otettu pois")),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500, verbose_name="poistamisen syy")),
            ],
            options={
                "verbose_name": "julkaistu päätös",
                "verbose_name_plural": "julkaistut päätökset",
                "ordering": ["-published_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("marks", models.JSONField(blank=True, default=list, verbose_name="peitettävät kohdat")),
                ("summary", models.TextField(verbose_name="päätös selkeästi")),
                ("reasons", models.TextField(verbose_name="perustelut")),
                ("law_sections", models.TextField(verbose_name="sovelletut säännökset")),
                ("contact", models.CharField(max_length=200, verbose_name="lisätietoja antaa")),
                ("made_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="tehty")),
            ],
            options={
                "verbose_name": "julkinen versio",
                "verbose_name_plural": "julkiset versiot",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="casetype",
            name="publishes_decisions",
            field=models.BooleanField(
                default=False,
                help_text="Päätöksen voi julkaista muutoksenhakuajaksi kaikkien luettavaksi (kuntalaki 140 §).",
                verbose_name="päätökset julkaistaan",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "hakemus"),
                    ("attachment", "liite"),
                    ("decision", "päätös"),
                    ("message_attachment", "viestin liite"),
                    ("internal", "sisäinen asiakirja"),
                    ("public_version", "päätöksen julkinen versio"),
                ],
                max_length=20,
                verbose_name="laji",
            ),
        ),
        migrations.AddConstraint(
            model_name="casetype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("publishes_decisions", False), models.Q(("publicity", "secret"), _negated=True), _connector="OR"
                ),
                name="case_type_secret_is_not_published",
                violation_error_message="Salassa pidettäviä päätöksiä ei julkaista.",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="publication",
                to="cases.decision",
                verbose_name="päätös",
            ),
        ),
        migrations.AddField(
            model_name="publicversion",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="public_versions",
                to="cases.decision",
                verbose_name="päätös",
            ),
        ),
        migrations.AddField(
            model_name="publicversion",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="public_version", to="cases.document"
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="publications",
                to="cases.publicversion",
                verbose_name="julkinen versio",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publicversion",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="30d707e16fb5039013cf3780ef0165e43ba6a5ff",
                    operation="UPDATE",
                    pgid="pgtrigger_immutable_f4d8d",
                    table="cases_publicversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["-published_at", "-id"], name="publication_public"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("known_on"))), name="publication_ends_after_it_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_reason", ""), ("withdrawn_at", None)),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawal_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="publication_withdrawal_has_reason",
            ),
        ),
    ]
