# SPDX-License-Identifier: EUPL-1.2
import uuid

import django.db.models.deletion
from django.db import migrations, models

import portal.accounts.actors
import portal.common.clock
import portal.common.crypto
import services.eforms.models.encrypted
import services.eforms.models.sharing


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("eforms", "0003_reviewing")]

    operations = [
        migrations.CreateModel(
            name="DraftPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("device", "toiselle laitteelle"), ("desk", "neuvontaan")],
                        max_length=6,
                        verbose_name="mihin",
                    ),
                ),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name="tehty"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(default=services.eforms.models.sharing.pass_expiry, verbose_name="vanhenee"),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="käytetty")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passes",
                        to="eforms.draft",
                        verbose_name="luonnos",
                    ),
                ),
            ],
            options={
                "verbose_name": "siirtokoodi",
                "verbose_name_plural": "siirtokoodit",
            },
        ),
        migrations.CreateModel(
            name="SigningRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", services.eforms.models.encrypted.EncryptedJSONField(default=list, verbose_name="sisältö")),
                ("digest", models.CharField(max_length=64, verbose_name="sisällön ja liitteiden tiiviste")),
                ("language", models.CharField(default="fi", max_length=5, verbose_name="kieli")),
                (
                    "asked_at",
                    models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name="pyydetty"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="rauennut")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signing_rounds",
                        to="eforms.draft",
                        verbose_name="luonnos",
                    ),
                ),
            ],
            options={
                "verbose_name": "allekirjoituspyyntö",
                "verbose_name_plural": "allekirjoituspyynnöt",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "serial",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, help_text="Uusi lähetys tekee uuden linkin, ja vanha lakkaa."
                    ),
                ),
                (
                    "may",
                    models.CharField(
                        choices=[("fill", "täyttää"), ("sign", "allekirjoittaa")],
                        max_length=4,
                        verbose_name="mitä saa tehdä",
                    ),
                ),
                (
                    "steps",
                    models.JSONField(
                        blank=True, default=list, help_text="Tyhjä: kaikki vaiheet.", verbose_name="vaiheet"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nimi")),
                ("email", models.EmailField(max_length=254, verbose_name="sähköposti")),
                ("language", models.CharField(default="fi", max_length=5, verbose_name="kieli")),
                ("signer_name", models.CharField(blank=True, max_length=160, verbose_name="allekirjoittajan nimi")),
                (
                    "assurance",
                    models.PositiveSmallIntegerField(
                        default=portal.accounts.actors.Assurance["NONE"], verbose_name="tunnistautumisen taso"
                    ),
                ),
                (
                    "reason",
                    portal.common.crypto.EncryptedTextField(blank=True, null=True, verbose_name="kieltäytymisen syy"),
                ),
                ("reminders_count", models.PositiveSmallIntegerField(default=0, verbose_name="muistutuksia")),
                ("invited_at", models.DateTimeField(default=portal.common.clock.now, verbose_name="kutsuttu")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=services.eforms.models.sharing.invitation_expiry, verbose_name="vanhenee"
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="avattu")),
                ("joined_at", models.DateTimeField(blank=True, null=True, verbose_name="liittynyt")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="allekirjoitettu")),
                ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="kieltäytynyt")),
                ("expired_at", models.DateTimeField(blank=True, null=True, verbose_name="vanhentunut")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="peruttu")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="eforms.draft",
                        verbose_name="luonnos",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="accounts.person",
                        verbose_name="henkilö",
                    ),
                ),
                (
                    "signing_round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="eforms.signinground",
                    ),
                ),
            ],
            options={
                "verbose_name": "kutsu",
                "verbose_name_plural": "kutsut",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="signinground",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("draft",), name="one_open_signing_round"
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["person", "draft"], name="invitation_of_person"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("expired_at__isnull", True)), fields=["expires_at"], name="invitation_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("may", "sign"), ("signing_round__isnull", False)),
                    models.Q(("may", "fill"), ("signing_round__isnull", True)),
                    _connector="OR",
                ),
                name="signer_belongs_to_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_at__isnull", True),
                    models.Q(("declined_at__isnull", True), ("may", "sign")),
                    _connector="OR",
                ),
                name="signer_signs_or_declines",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("signing_round", "person"), name="one_signature_a_person"),
        ),
    ]
