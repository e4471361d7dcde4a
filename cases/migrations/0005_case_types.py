# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.common import clock

CHANNELS = ["web", "desk", "phone", "mail", "email", "api"]


def first_versions(apps, _schema_editor):
    """What each kind of case is today is its first version, and its cases began with that."""
    case_type_model = apps.get_model("cases", "CaseType")
    version_model = apps.get_model("cases", "CaseTypeVersion")
    case_model = apps.get_model("cases", "Case")
    case_type_model.objects.update(steps=[])
    for case_type in case_type_model.objects.select_related("unit"):
        version = version_model.objects.create(
            case_type=case_type, number=1, content=content_of(case_type), published_at=clock.now()
        )
        case_model.objects.filter(case_type=case_type).update(type_version=version)


def content_of(case_type):
    return {
        "format": 1,
        "name": dict(case_type.name),
        "text": dict(case_type.text),
        "icon": case_type.icon,
        "receiver": {"unit": case_type.unit.code, "rules": []},
        "steps": [],
        "deadlines": {"promise_days": case_type.promise_days},
        "documents": [],
        "remedy": {
            "kind": case_type.remedy_kind,
            "body": dict(case_type.remedy_body),
            "law_sections": case_type.law_sections,
        },
        "decision_texts": case_type.decision_texts,
        "publicity": {"level": case_type.publicity, "ground": case_type.secrecy_ground},
        "retention_years": case_type.retention_years,
        "channels": CHANNELS,
        "anonymous": case_type.allows_anonymous,
        "may_close_as_answered": case_type.may_close_as_answered,
        "automatic_decisions": False,
    }


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("cases", "0004_citizen")]

    operations = [
        migrations.AddField(
            model_name="casetype",
            name="automatic_decisions",
            field=models.BooleanField(default=False, verbose_name="automaattinen ratkaisu sallittu"),
        ),
        migrations.AlterField(
            model_name="casetype",
            name="steps",
            field=models.JSONField(blank=True, default=list, verbose_name="vaiheet"),
        ),
        migrations.CreateModel(
            name="CaseTypeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="versio")),
                ("content", models.JSONField(help_text="Muoto: docs/case-types.md.", verbose_name="sisältö")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("edited_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="muokattu")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="julkaistu")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="miksi")),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cases.casetype",
                        verbose_name="asiatyyppi",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="julkaisija",
                    ),
                ),
            ],
            options={
                "verbose_name": "asiatyypin versio",
                "verbose_name_plural": "asiatyyppien versiot",
                "ordering": ["case_type", "-number"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="type_version",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="cases.casetypeversion",
                verbose_name="asiatyypin versio",
            ),
        ),
        migrations.AddConstraint(
            model_name="casetypeversion",
            constraint=models.UniqueConstraint(fields=("case_type", "number"), name="case_type_version_once"),
        ),
        migrations.AddConstraint(
            model_name="casetypeversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)),
                fields=("case_type",),
                name="case_type_one_working_version",
            ),
        ),
        # Before the trigger, in the same transaction: rows first, then no change to them.
        migrations.RunPython(first_versions, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="casetypeversion",
            trigger=pgtrigger.compiler.Trigger(name='published_terms_are_immutable', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='80061fd6f9bae2330713651d87566d6e40069eac', operation='UPDATE', pgid='pgtrigger_published_terms_are_immutable_0e8fa', table='cases_casetypeversion', when='BEFORE')),
        ),
    ]
