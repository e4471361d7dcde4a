# SPDX-License-Identifier: EUPL-1.2
"""Who people are: the user that signs in, the person in the registers, the units and roles of staff."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.querysets import MandateQuerySet, PersonQuerySet
from portal.common import clock
from portal.common.crypto import EncryptedTextField, keyed_hash
from portal.common.hetu import mask_hetu
from portal.common.texts import LocalizedTextField


class User(AbstractUser):
    """What signs in. Citizens and staff alike; who the human is, is told by `person`, what they may, by role grants."""

    class Appearance(models.TextChoices):
        AUTO = "auto", _("laitteen mukaan")
        LIGHT = "light", _("vaalea")
        DARK = "dark", _("tumma")

    language = models.CharField(_("kieli"), max_length=5, default="fi")
    appearance = models.CharField(_("ulkoasu"), max_length=5, choices=Appearance, default=Appearance.AUTO)
    title = models.CharField(_("virkanimike"), max_length=80, blank=True)
    uses_shortcuts = models.BooleanField(_("käyttää pikanäppäimiä"), default=True, help_text=_("WCAG 2.1.4."))

    class Meta(AbstractUser.Meta):
        verbose_name = _("käyttäjä")  # type: ignore[assignment]  # the parent's is inferred as a plain str
        verbose_name_plural = _("käyttäjät")  # type: ignore[assignment]

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.get_username()


class Person(models.Model):
    """A natural person, known from the population register, from a desk, or only from what they told."""

    class Source(models.TextChoices):
        REGISTER = "register", _("väestötietojärjestelmä")
        DESK = "desk", _("tiski")
        SELF = "self", _("oma ilmoitus")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person", verbose_name=_("käyttäjä")
    )
    given_names = models.CharField(_("etunimet"), max_length=120, blank=True)
    call_name = models.CharField(_("kutsumanimi"), max_length=60, blank=True)
    surname = models.CharField(_("sukunimi"), max_length=80, blank=True)
    birth_date = models.DateField(_("syntymäaika"), null=True, blank=True)
    hetu = EncryptedTextField(_("henkilötunnus"), null=True, blank=True, editable=False)
    hetu_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 unique needs NULL
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=20, blank=True, help_text=_("Kansainvälisessä muodossa."))
    street_address = models.CharField(_("katuosoite"), max_length=120, blank=True)
    postal_code = models.CharField(_("postinumero"), max_length=10, blank=True)
    post_office = models.CharField(_("postitoimipaikka"), max_length=60, blank=True)
    municipality_code = models.CharField(_("kotikunta"), max_length=3, blank=True)
    language = models.CharField(_("asiointikieli"), max_length=5, default="fi")
    email_notices = models.BooleanField(
        _("ilmoitukset sähköpostiin"),
        default=True,
        help_text=_("Päätöksistä ja täydennyspyynnöistä kerromme aina sähköpostilla."),
    )
    non_disclosure = models.BooleanField(_("turvakielto"), default=False)
    source = models.CharField(_("tietojen lähde"), max_length=10, choices=Source, default=Source.SELF)
    register_checked_at = models.DateTimeField(_("haettu rekisteristä"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("henkilö")
        verbose_name_plural = _("henkilöt")

    def __str__(self) -> str:
        return self.display_name

    def set_hetu(self, code: str) -> None:
        """Keep code and look-up hash together; callers pass a code that `clean_hetu` accepted."""
        self.hetu, self.hetu_hash = code, keyed_hash(code)

    @property
    def display_name(self) -> str:
        first = self.call_name or self.given_names.split(" ")[0]
        return f"{first} {self.surname}".strip() or self.email or str(_("Nimetön asiakas"))

    @property
    def masked_hetu(self) -> str:
        return mask_hetu(self.hetu or "")

    @property
    def postal_address(self) -> str:
        """One line, or nothing when the register forbids disclosing it (act 661/2009 36 §)."""
        if self.non_disclosure or not self.street_address:
            return ""
        return f"{self.street_address}, {self.postal_code} {self.post_office}".strip()


class Organisation(models.Model):
    """A company, association or other body that a person may act for."""

    business_id = models.CharField(_("Y-tunnus"), max_length=9, unique=True)
    name = models.CharField(_("nimi"), max_length=160)
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=20, blank=True, help_text=_("Kansainvälisessä muodossa."))
    street_address = models.CharField(_("katuosoite"), max_length=120, blank=True)
    postal_code = models.CharField(_("postinumero"), max_length=10, blank=True)
    post_office = models.CharField(_("postitoimipaikka"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("organisaatio")
        verbose_name_plural = _("organisaatiot")

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """The right of one person (the delegate) to act for another person or for an organisation (the principal)."""

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", _("huoltaja")
        MANDATE = "mandate", _("valtuutus")
        COMPANY = "company", _("rooli organisaatiossa")

    delegate = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates", verbose_name=_("asioija"))
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="given_mandates",
        verbose_name=_("kenen puolesta"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mandates",
        verbose_name=_("minkä organisaation puolesta"),
    )
    kind = models.CharField(_("peruste"), max_length=10, choices=Kind)
    role = models.CharField(_("rooli"), max_length=80, blank=True)
    valid_until = models.DateField(_("voimassa, päivä ennen"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("valtuus")
        verbose_name_plural = _("valtuudet")
        constraints = [
            models.CheckConstraint(
                name="mandate_has_one_principal",
                condition=models.Q(person__isnull=False, organisation__isnull=True)
                | models.Q(person__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["delegate", "person", "kind"],
                name="mandate_unique_person",
                condition=models.Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["delegate", "organisation", "kind"],
                name="mandate_unique_organisation",
                condition=models.Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} → {self.principal_name}"

    @property
    def is_valid(self) -> bool:
        return self.valid_until is None or self.valid_until > clock.today()

    @property
    def principal_name(self) -> str:
        return str(self.person or self.organisation)

    @property
    def principal_key(self) -> str:
        """What names the principal in an address: never a row's id, never an identity code."""
        if self.person:
            return str(self.person.public_id)
        assert self.organisation is not None
        return self.organisation.business_id


class Unit(models.Model):
    """A part of the city that handles matters; queues, cases and role grants belong to units."""

    code = models.SlugField(_("tunnus"), unique=True)
    name = LocalizedTextField(_("nimi"))
    email = models.EmailField(_("sähköposti"), blank=True)
    phone = models.CharField(_("puhelin"), max_length=30, blank=True)
    address = models.CharField(_("osoite"), max_length=160, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("ylempi yksikkö")
    )

    class Meta:
        verbose_name = _("yksikkö")
        verbose_name_plural = _("yksiköt")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name) or self.code


class Role(models.TextChoices):
    FRONTDESK = "frontdesk", _("palveluneuvoja")
    HANDLER = "handler", _("käsittelijä")
    DECISION_MAKER = "decision_maker", _("päätöksentekijä")
    EDITOR = "editor", _("sisällöntuottaja")
    PUBLISHER = "publisher", _("julkaisija")
    MAIN_USER = "main_user", _("pääkäyttäjä")
    AUDITOR = "auditor", _("tarkastaja")


class RoleGrant(models.Model):
    """One role of one staff member, in one unit or (no unit) in the whole city."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants", verbose_name=_("käyttäjä"))
    role = models.CharField(_("rooli"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="role_grants", verbose_name=_("yksikkö")
    )

    class Meta:
        verbose_name = _("rooli")
        verbose_name_plural = _("roolit")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="role_grant_unique", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
