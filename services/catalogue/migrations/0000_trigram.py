# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """The extension by which the search forgives slips of the pen; the tables' indexes need it."""

    dependencies = []
    operations = [TrigramExtension()]
