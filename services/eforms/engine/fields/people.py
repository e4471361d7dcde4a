# SPDX-License-Identifier: EUPL-1.2
"""Whose errands the applicant runs."""

from django.utils.translation import gettext as _

from services.eforms.engine.fields.choices import Choices, Represented


class Principal(Represented):
    """A child or an adult whom the applicant may act for. The value is that person's public id."""

    def people(self) -> Choices:
        return [(key, person.display_name) for key, person in self.situation.principals.items()]

    def choice_help(self) -> dict[str, str]:
        """A child's day of birth tells siblings apart; an adult's is nobody's business here."""
        children = self.situation.children
        born = {key: child.birth_date for key, child in children.items()}
        return {key: _("syntynyt %(day)s") % {"day": f"{d.day}.{d.month}.{d.year}"} for key, d in born.items() if d}

    def other_label(self) -> str:
        return _("Joku muu henkilö")

    def missing(self) -> str:
        return _("Valitse, kenen puolesta asioit.")

    def nobody(self) -> str:
        return _("Emme löytäneet ketään, jonka puolesta voit asioida.")
