# SPDX-License-Identifier: EUPL-1.2
import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import portal.common.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_organisation_phone"),
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseLink",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("related", "liittyy asiaan"),
                            ("rectifies", "oikaisuvaatimus asiassa"),
                            ("merged", "yhdistetty asiaan"),
                            ("part", "osa asiaa"),
                        ],
                        max_length=10,
                        verbose_name="suhde",
                    ),
                ),
                ("is_timely", models.BooleanField(blank=True, null=True, verbose_name="määräajassa")),
                ("at", models.DateTimeField(default=portal.common.clock.now, verbose_name="aika")),
            ],
            options={
                "verbose_name": "asioiden suhde",
                "verbose_name_plural": "asioiden suhteet",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Disqualification",
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
                            ("party", "Olen itse tai läheiseni on asianosainen (1 kohta)"),
                            ("represents", "Avustan tai edustan asianosaista, tai läheiseni tekee niin (2 kohta)"),
                            (
                                "gains",
                                "Asiasta on odotettavissa minulle tai läheiselleni erityistä hyötyä tai vahinkoa (3 kohta)",
                            ),
                            ("employed", "Työskentelen asianosaiselle, tai hoidan häneltä saatua tehtävää (4 kohta)"),
                            ("governs", "Minä tai läheiseni on asianosaisen hallituksessa tai johdossa (5 ja 6 kohta)"),
                            ("other", "Muu syy, jonka takia puolueettomuuteni vaarantuu (7 kohta)"),
                        ],
                        max_length=10,
                        verbose_name="peruste",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="selitys")),
                ("at", models.DateTimeField(default=portal.common.clock.now, verbose_name="ilmoitettu")),
            ],
            options={
                "verbose_name": "esteellisyysilmoitus",
                "verbose_name_plural": "esteellisyysilmoitukset",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("party", "asianosaisen kuuleminen"), ("statement", "lausunto")],
                        max_length=10,
                        verbose_name="laji",
                    ),
                ),
                ("giver_name", models.CharField(blank=True, max_length=160, verbose_name="lausunnon antaja")),
                ("giver_email", models.EmailField(blank=True, max_length=254, verbose_name="sähköposti")),
                ("question", models.TextField(verbose_name="mitä kysytään")),
                ("due_on", models.DateField(verbose_name="viimeistään")),
                ("consequence", models.CharField(max_length=300, verbose_name="mitä muuten tapahtuu")),
                ("token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("token_until", models.DateField(blank=True, editable=False, null=True)),
                ("asked_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="pyydetty")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="muistutettu")),
                ("alarmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answer", models.TextField(blank=True, verbose_name="vastaus")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="vastattu")),
                ("answered_by", models.CharField(blank=True, max_length=160, verbose_name="vastaaja")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("portal", "palvelussa"),
                            ("link", "linkin kautta"),
                            ("phone", "puhelimessa"),
                            ("paper", "paperilla"),
                            ("visit", "käynnillä"),
                        ],
                        max_length=10,
                        verbose_name="miten vastattu",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Vastattu, tai käsittely jatkui ilman vastausta.",
                        null=True,
                        verbose_name="päättynyt",
                    ),
                ),
            ],
            options={
                "verbose_name": "kuuleminen tai lausunto",
                "verbose_name_plural": "kuulemiset ja lausunnot",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "Myönteinen päätös"),
                            ("partly_granted", "Osittain myönteinen päätös"),
                            ("rejected", "Kielteinen päätös"),
                            ("dismissed", "Jätetty tutkimatta"),
                            ("returned", "Palautettu uuteen käsittelyyn"),
                        ],
                        max_length=20,
                        verbose_name="lopputulos",
                    ),
                ),
                ("summary", models.TextField(verbose_name="päätös selkeästi")),
                ("reasons", models.TextField(verbose_name="perustelut")),
                ("law_sections", models.TextField(verbose_name="sovelletut säännökset")),
                ("proposed_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="esitetty")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="päättynyt")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "päätetty esityksen mukaan"),
                            ("changed", "päätetty muutettuna"),
                            ("returned", "palautettu valmisteluun"),
                            ("lapsed", "rauennut"),
                        ],
                        max_length=10,
                        verbose_name="miten päättyi",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="palautuksen syy")),
                ("returned_by", models.CharField(blank=True, max_length=160, verbose_name="palauttaja")),
            ],
            options={
                "verbose_name": "päätösesitys",
                "verbose_name_plural": "päätösesitykset",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_ended_has_closing_time",
        ),
        migrations.RemoveConstraint(
            model_name="party",
            name="party_person_once",
        ),
        migrations.AddField(
            model_name="case",
            name="suspended_until",
            field=models.DateField(blank=True, null=True, verbose_name="tauolla asti"),
        ),
        migrations.AddField(
            model_name="decision",
            name="correction_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="korjauksen syy"),
        ),
        migrations.AddField(
            model_name="decision",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="cases.decision",
                verbose_name="korjaa",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="error",
            field=models.CharField(
                blank=True,
                choices=[
                    ("facts", "Asiavirhe (hallintolaki 50 §)"),
                    ("typing", "Kirjoitus- tai laskuvirhe (hallintolaki 51 §)"),
                ],
                max_length=10,
                verbose_name="millainen virhe korjattiin",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="poistettu"),
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=[
                    ("received", "Vastaanotettu"),
                    ("in_progress", "Käsittelyssä"),
                    ("waiting_customer", "Odottaa asiakasta"),
                    ("waiting_hearing", "Odottaa lausuntoa"),
                    ("suspended", "Tauolla"),
                    ("decided", "Päätös tehty"),
                    ("served", "Päätös annettu tiedoksi"),
                    ("closed", "Valmis"),
                    ("withdrawn", "Peruttu"),
                    ("dismissed", "Jätetty tutkimatta"),
                    ("transferred", "Siirretty"),
                    ("rectification_pending", "Oikaisu käsittelyssä"),
                ],
                default="received",
                max_length=24,
                verbose_name="tila",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("granted", "Myönteinen päätös"),
                    ("partly_granted", "Osittain myönteinen päätös"),
                    ("rejected", "Kielteinen päätös"),
                    ("dismissed", "Jätetty tutkimatta"),
                    ("returned", "Palautettu uuteen käsittelyyn"),
                ],
                max_length=20,
                verbose_name="lopputulos",
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="role",
            field=models.CharField(
                choices=[
                    ("applicant", "hakija"),
                    ("beneficiary", "kenen asia"),
                    ("representative", "edustaja"),
                    ("other", "muu asianosainen"),
                    ("heard", "kuultava"),
                ],
                max_length=15,
                verbose_name="osa asiassa",
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="target",
            field=models.CharField(
                choices=[
                    ("received", "Vastaanotettu"),
                    ("in_progress", "Käsittelyssä"),
                    ("waiting_customer", "Odottaa asiakasta"),
                    ("waiting_hearing", "Odottaa lausuntoa"),
                    ("suspended", "Tauolla"),
                    ("decided", "Päätös tehty"),
                    ("served", "Päätös annettu tiedoksi"),
                    ("closed", "Valmis"),
                    ("withdrawn", "Peruttu"),
                    ("dismissed", "Jätetty tutkimatta"),
                    ("transferred", "Siirretty"),
                    ("rectification_pending", "Oikaisu käsittelyssä"),
                ],
                max_length=24,
                verbose_name="mihin",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "received",
                            "in_progress",
                            "waiting_customer",
                            "waiting_hearing",
                            "suspended",
                            "decided",
                            "served",
                            "closed",
                            "withdrawn",
                            "dismissed",
                            "transferred",
                            "rectification_pending",
                        ],
                    )
                ),
                name="case_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status__in", ["closed", "transferred", "withdrawn"])),
                    models.Q(
                        ("closed_at__isnull", True),
                        (
                            "status__in",
                            [
                                "decided",
                                "dismissed",
                                "in_progress",
                                "received",
                                "rectification_pending",
                                "served",
                                "suspended",
                                "waiting_customer",
                                "waiting_hearing",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="case_ended_has_closing_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "suspended"), ("suspended_until__isnull", False)),
                    models.Q(models.Q(("status", "suspended"), _negated=True), ("suspended_until__isnull", True)),
                    _connector="OR",
                ),
                name="case_suspended_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction_reason", ""), ("corrects__isnull", True), ("error", "")),
                    models.Q(
                        ("corrects__isnull", False),
                        models.Q(("error", ""), _negated=True),
                        models.Q(("correction_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False), ("removed_at__isnull", True)),
                fields=("case", "role", "person"),
                name="party_person_once",
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="cases.case", verbose_name="asia"
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rectifications",
                to="cases.decision",
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="linked_from",
                to="cases.case",
                verbose_name="mihin",
            ),
        ),
        migrations.AddField(
            model_name="disqualification",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="disqualifications",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="disqualification",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disqualifications",
                to=settings.AUTH_USER_MODEL,
                verbose_name="kuka on esteellinen",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hearings",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="documents",
            field=models.ManyToManyField(
                blank=True, related_name="shown_in_hearings", to="cases.document", verbose_name="nähtävät asiakirjat"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hearings",
                to="cases.party",
                verbose_name="osapuoli",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hearings",
                to="accounts.unit",
                verbose_name="yksikkö",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="hearing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="cases.hearing",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposals",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(fields=("case", "target", "kind"), name="link_once"),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(("case", models.F("target")), _negated=True), name="link_not_to_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "related"), _negated=True), fields=("case", "kind"), name="link_one_whole"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("is_timely__isnull", False), ("kind", "rectifies")),
                    models.Q(
                        models.Q(("kind", "rectifies"), _negated=True),
                        ("decision__isnull", True),
                        ("is_timely__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="link_rectifies_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="disqualification",
            constraint=models.UniqueConstraint(fields=("case", "user"), name="disqualified_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disqualification",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9155a86b8c1c5a11f0716e919b79f47a3ef6c35f",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_6b377",
                    table="cases_disqualification",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["due_on"], name="hearing_open"),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(
                condition=models.Q(("token_hash", ""), _negated=True), fields=["token_hash"], name="hearing_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("giver_email", ""), ("party__isnull", False), ("unit__isnull", True)),
                    models.Q(("giver_email", ""), ("party__isnull", True), ("unit__isnull", False)),
                    models.Q(
                        ("party__isnull", True), ("unit__isnull", True), models.Q(("giver_email", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="hearing_asks_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", False), _connector="OR"),
                name="hearing_answered_has_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="proposal_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("result", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("result", ""), _negated=True)),
                    _connector="OR",
                ),
                name="proposal_ended_has_result",
            ),
        ),
    ]
