# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("eforms", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="formversion",
            name="edited_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="muokattu"),
        ),
        migrations.AddField(
            model_name="formversion",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="muokkaaja",
            ),
        ),
        migrations.AddField(
            model_name="formversion",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="formversion",
            name="undo",
            field=models.JSONField(
                blank=True, editable=False, help_text="Sisältö ennen viimeistä muutosta.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at", None)), fields=("definition",), name="form_working_version_unique"
            ),
        ),
    ]
