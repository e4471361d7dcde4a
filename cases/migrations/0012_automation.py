# SPDX-License-Identifier: EUPL-1.2
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import portal.common.clock
import portal.common.texts
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="warned_of",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    portal.common.texts.LocalizedTextField(
                        default=portal.common.texts.LocalizedText, verbose_name="nimi"
                    ),
                ),
                (
                    "purpose",
                    portal.common.texts.LocalizedTextField(
                        default=portal.common.texts.LocalizedText,
                        help_text="Selkeästi kerrottuna. Tämä julkaistaan kaikkien luettavaksi.",
                        long=True,
                        verbose_name="mitä sääntö tekee",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        help_text="Ihmisen nimi tai yksikkö ja puhelinnumero tai sähköpostiosoite.",
                        max_length=200,
                        verbose_name="kuka kertoo lisää",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=10, verbose_name="järjestys")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("off", "Pois käytöstä"),
                            ("rehearsing", "Harjoittelee"),
                            ("on", "Käytössä"),
                            ("stopped", "Pysähtyi itse"),
                        ],
                        default="off",
                        editable=False,
                        max_length=12,
                        verbose_name="tila",
                    ),
                ),
                (
                    "drift_limit",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Sääntö pysähtyy itse, kun tulokset poikkeavat harjoituksesta tätä enemmän.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="jarrun raja, prosenttia",
                    ),
                ),
                (
                    "drift_window",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="jarru katsoo viimeiset asiat",
                    ),
                ),
                ("deployment", models.TextField(blank=True, editable=False, verbose_name="käyttöönottopäätös")),
                (
                    "deployed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="otettu käyttöön"),
                ),
                (
                    "deployed_by",
                    models.CharField(blank=True, editable=False, max_length=160, verbose_name="käyttöönotosta päätti"),
                ),
                (
                    "stopped_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="miksi pysähtyi"),
                ),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="automatic_rules",
                        to="cases.casetype",
                        verbose_name="asiatyyppi",
                    ),
                ),
            ],
            options={
                "verbose_name": "automaattinen sääntö",
                "verbose_name_plural": "automaattiset säännöt",
                "ordering": ["case_type__code", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="mitä koe tarkistaa")),
                ("facts", models.JSONField(default=dict, verbose_name="tiedot")),
                ("expected", models.CharField(blank=True, max_length=60, verbose_name="mitä pitää tapahtua")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tests",
                        to="cases.rule",
                        verbose_name="sääntö",
                    ),
                ),
            ],
            options={
                "verbose_name": "säännön koe",
                "verbose_name_plural": "sääntöjen kokeet",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("number", models.PositiveIntegerField(verbose_name="versio")),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("opened", "kun asia saapuu"),
                            ("supplement_answered", "kun asiakas täydentää"),
                            ("deadline_near", "kun luvattu päivä lähestyy"),
                            ("deadline_passed", "kun luvattu päivä on mennyt"),
                            ("daily", "joka aamu"),
                        ],
                        max_length=24,
                        verbose_name="milloin",
                    ),
                ),
                ("rows", models.JSONField(verbose_name="rivit")),
                ("labels", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="tehty")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cases.rule",
                        verbose_name="sääntö",
                    ),
                ),
            ],
            options={
                "verbose_name": "säännön versio",
                "verbose_name_plural": "sääntöjen versiot",
                "ordering": ["rule", "-number"],
            },
        ),
        migrations.CreateModel(
            name="RuleRehearsal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_user_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_person_id", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="tekijä")),
                ("by_title", models.CharField(blank=True, max_length=80, verbose_name="virkanimike")),
                ("by_right", models.CharField(max_length=12, verbose_name="oikeus")),
                ("by_channel", models.CharField(max_length=12, verbose_name="kanava")),
                ("for_name", models.CharField(blank=True, max_length=160, verbose_name="kenen puolesta")),
                ("at", models.DateTimeField(default=portal.common.clock.now, verbose_name="aika")),
                ("case_count", models.PositiveIntegerField(verbose_name="asioita")),
                ("agreed_count", models.PositiveIntegerField(verbose_name="samoin kuin ihminen")),
                ("outcomes", models.JSONField(default=dict)),
                ("differences", models.JSONField(default=list)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsals",
                        to="cases.ruleversion",
                        verbose_name="versio",
                    ),
                ),
            ],
            options={
                "verbose_name": "säännön harjoitus",
                "verbose_name_plural": "sääntöjen harjoitukset",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="rule",
            name="current",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.ruleversion",
                verbose_name="versio",
            ),
        ),
        migrations.CreateModel(
            name="AutomationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=60, verbose_name="tapahtuma")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "odottaa"),
                            ("acted", "teki"),
                            ("nothing", "ei tehnyt mitään"),
                            ("rehearsed", "vain harjoitteli"),
                            ("left", "jätti ihmiselle"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tila",
                    ),
                ),
                ("written_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="kirjattu")),
                ("run_at", models.DateTimeField(blank=True, null=True, verbose_name="ajettu")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("facts", models.JSONField(default=dict, verbose_name="tiedot")),
                ("row", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rivi")),
                ("outcome", models.CharField(blank=True, max_length=60, verbose_name="mitä")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="miksi")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="automation_runs",
                        to="cases.case",
                        verbose_name="asia",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="cases.ruleversion",
                        verbose_name="säännön versio",
                    ),
                ),
            ],
            options={
                "verbose_name": "säännön ajo",
                "verbose_name_plural": "sääntöjen ajot",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(fields=("rule", "number"), name="rule_version_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleversion",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="8c893b8cb7256f5d2c6208a9e7fa912e7818794f",
                    operation="UPDATE",
                    pgid="pgtrigger_immutable_6dbb8",
                    table="cases_ruleversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("off", "stopped")), ("current__isnull", False), _connector="OR"),
                name="rule_awake_has_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "on"), _negated=True),
                    models.Q(("deployment", ""), _negated=True),
                    _connector="OR",
                ),
                name="rule_on_has_deployment",
            ),
        ),
        migrations.AddIndex(
            model_name="automationrun",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="automation_waiting"),
        ),
        migrations.AddIndex(
            model_name="automationrun",
            index=models.Index(fields=["version", "-id"], name="automation_of_version"),
        ),
        migrations.AddConstraint(
            model_name="automationrun",
            constraint=models.UniqueConstraint(fields=("case", "version", "event"), name="automation_once"),
        ),
    ]
