# SPDX-License-Identifier: EUPL-1.2
import cases.models.incoming
import cases.models.representation
import django.db.models.deletion
import portal.common.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_organisation_phone"),
        ("cases", "0009_publishing"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="party",
            name="party_person_once",
        ),
        migrations.AddField(
            model_name="message",
            name="party",
            field=models.ForeignKey(
                blank=True,
                help_text="Muun asianosaisen tai kuultavan oma ketju. Tyhjä: sen, jonka asia on.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="cases.party",
                verbose_name="kenen viestiketju",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="may_act",
            field=models.BooleanField(default=False, verbose_name="saa toimia puolesta"),
        ),
        migrations.AddField(
            model_name="party",
            name="represents",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="representatives",
                to="cases.party",
                verbose_name="kenen asiamies",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", False), ("removed_at__isnull", True), ("represents__isnull", True)
                ),
                fields=("case", "role", "person"),
                name="party_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True), ("represents__isnull", False)),
                fields=("represents", "person"),
                name="party_chosen_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("may_act", False), ("represents__isnull", True)),
                    models.Q(("person__isnull", False), ("represents__isnull", False), ("role", "representative")),
                    _connector="OR",
                ),
                name="party_chosen_is_representative",
            ),
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("mail_id", models.CharField(max_length=255, unique=True, verbose_name="viestin tunniste")),
                ("sender", models.CharField(blank=True, max_length=254, verbose_name="lähettäjä")),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="otsikko")),
                ("text", models.TextField(blank=True, verbose_name="teksti")),
                ("received_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="saapunut")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "viety asiaan"),
                            ("held", "odottaa tarkistusta"),
                            ("ignored", "automaattinen viesti, ohitettu"),
                            ("dropped", "tarkistettu, ei viedä asiaan"),
                        ],
                        max_length=8,
                        verbose_name="tila",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("other_sender", "lähettäjän osoite ei ole asiakkaan vahvistettu osoite"),
                            ("no_case", "viestistä ei selviä, mihin asiaan se kuuluu"),
                            ("no_right", "lähettäjällä ei ole enää oikeutta kirjoittaa asiaan"),
                            ("file_refused", "liitettä ei voi ottaa vastaan"),
                            ("secret", "asia on salassa pidettävä, eikä sähköposti kerro varmasti lähettäjää"),
                            ("empty", "viestissä ei ole tekstiä"),
                        ],
                        max_length=12,
                        verbose_name="miksi odottaa",
                    ),
                ),
                (
                    "raw",
                    models.FileField(
                        blank=True, upload_to=cases.models.incoming.raw_path, verbose_name="viesti sellaisenaan"
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="tarkistettu")),
            ],
            options={
                "verbose_name": "saapunut sähköposti",
                "verbose_name_plural": "saapuneet sähköpostit",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Representation",
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
                ("name", models.CharField(max_length=120, verbose_name="nimi")),
                ("email", models.EmailField(max_length=254, verbose_name="sähköposti")),
                ("language", models.CharField(default="fi", max_length=5, verbose_name="kieli")),
                ("may_act", models.BooleanField(default=False, verbose_name="saa toimia puolesta")),
                ("offered_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="tarjottu")),
                (
                    "expires_at",
                    models.DateTimeField(default=cases.models.representation.offer_expiry, verbose_name="vanhenee"),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="hyväksytty")),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="kieltäytynyt")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="päättynyt")),
            ],
            options={
                "verbose_name": "oikeus asiaan",
                "verbose_name_plural": "oikeudet asiaan",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="became",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="incoming_mail",
                to="cases.message",
                verbose_name="viestinä",
            ),
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="incoming_mails",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.person",
                verbose_name="kenelle kirjoitimme",
            ),
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="tarkistaja",
            ),
        ),
        migrations.AddField(
            model_name="representation",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="representations",
                to="cases.case",
                verbose_name="asia",
            ),
        ),
        migrations.AddField(
            model_name="representation",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="offered_rights",
                to="cases.party",
                verbose_name="kenen puolesta",
            ),
        ),
        migrations.AddField(
            model_name="representation",
            name="representative",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="representation",
                to="cases.party",
                verbose_name="asiamies",
            ),
        ),
        migrations.AddIndex(
            model_name="incomingmail",
            index=models.Index(condition=models.Q(("state", "held")), fields=["received_at"], name="mail_held"),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("representative__isnull", True)),
                    models.Q(
                        ("accepted_at__isnull", False), ("declined_at__isnull", True), ("representative__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="representation_accepted_by_somebody",
            ),
        ),
    ]
