# SPDX-License-Identifier: EUPL-1.2
import datetime

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import portal.common.clock


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_staff_work")]

    operations = [
        migrations.CreateModel(
            name="DeadlineExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("many", "asiakirjoja on paljon"),
                            ("secret_parts", "asiakirjoissa on salassa pidettäviä osia"),
                            ("other", "muu näihin rinnastettava syy: asia vaatii tavallista enemmän työtä"),
                        ],
                        max_length=12,
                        verbose_name="peruste",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="selitys")),
                ("until", models.DateField(verbose_name="uusi määräpäivä")),
                ("at", models.DateTimeField(default=portal.common.clock.now, verbose_name="aika")),
            ],
            options={
                "verbose_name": "tietopyynnön jatkettu määräaika",
                "verbose_name_plural": "tietopyyntöjen jatketut määräajat",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("reason", models.CharField(max_length=200, verbose_name="syy")),
                ("opened_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="avattu")),
                ("ends_at", models.DateTimeField(verbose_name="päättyy")),
            ],
            options={
                "verbose_name": "turvakiellon avaus",
                "verbose_name_plural": "turvakiellon avaukset",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=24, unique=True, verbose_name="asianumero")),
                ("register_number", models.CharField(max_length=40, verbose_name="diaarinumero")),
                ("case_type", models.CharField(max_length=80, verbose_name="asiatyyppi")),
                ("unit", models.CharField(max_length=50, verbose_name="yksikkö")),
                ("rule", models.CharField(max_length=160, verbose_name="sääntö")),
                (
                    "method",
                    models.CharField(
                        choices=[("erased", "hävitetty"), ("anonymised", "tilastoiksi ilman henkilötietoja")],
                        max_length=12,
                        verbose_name="tapa",
                    ),
                ),
                ("closed_on", models.DateField(verbose_name="päättynyt")),
                ("disposed_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="hävitetty")),
                ("by_name", models.CharField(max_length=160, verbose_name="tekijä")),
            ],
            options={
                "verbose_name": "hävitysloki",
                "verbose_name_plural": "hävitysloki",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("reason", models.CharField(max_length=300, verbose_name="syy")),
                ("until", models.DateField(blank=True, null=True, verbose_name="voimassa, päivä ennen")),
                ("set_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="asetettu")),
            ],
            options={
                "verbose_name": "hävittämiskielto",
                "verbose_name_plural": "hävittämiskiellot",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PastCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_type", models.CharField(max_length=80, verbose_name="asiatyyppi")),
                ("unit", models.CharField(max_length=50, verbose_name="yksikkö")),
                ("arrived_in", models.DateField(verbose_name="saapunut, kuukauden alku")),
                ("days", models.PositiveIntegerField(verbose_name="kesti, päivää")),
                ("status", models.CharField(max_length=24, verbose_name="tila")),
                ("outcome", models.CharField(blank=True, max_length=24, verbose_name="lopputulos")),
            ],
            options={
                "verbose_name": "mennyt asia",
                "verbose_name_plural": "menneet asiat",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="casetype",
            name="is_information_request",
            field=models.BooleanField(
                default=False,
                help_text="Määräaika on kaksi viikkoa, jatkettuna kuukausi (julkisuuslaki 14 §).",
                verbose_name="tietopyyntö",
            ),
        ),
        migrations.AddField(
            model_name="casetype",
            name="keeps_statistics",
            field=models.BooleanField(
                default=False,
                help_text="Säilytysajan jälkeen asiasta jäävät vain tyyppi, yksikkö, päivät ja tila.",
                verbose_name="jää tilastoihin nimettömänä",
            ),
        ),
        migrations.AddField(
            model_name="deadlineextension",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deadline_extension",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="disclosures",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="kuka avasi",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disposal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="854ba58169cd97bb41a0a5f43251867c5b0202f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3bc6a",
                    table="cases_disposal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="legal_holds",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="disclosure_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=1800))
                        ),
                    )
                ),
                name="disclosure_ends",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="63be60d9ca72cc4cf53aa8d0fbec0e10fc8929bc",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_c06c9",
                    table="cases_disclosure",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="legal_hold_has_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-received_at", "-id"], name="case_register"),
        ),
        migrations.AddConstraint(
            model_name="casetype",
            constraint=models.CheckConstraint(
                name="case_type_information_request",
                condition=models.Q(is_information_request=False)
                | models.Q(promise_days__lte=14, remedy_kind="hallintovalitus"),
                violation_error_message="Tietopyyntöön vastataan 14 päivässä, ja muutosta haetaan hallintovalituksella.",
            ),
        ),
        migrations.AlterField(
            model_name="casetype",
            name="retention_years",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="Asian päättymisestä. 0: säilytetään pysyvästi.",
                verbose_name="säilytysaika, vuotta",
            ),
        ),
    ]
