# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_printing")]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_kinds",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "case_type"], include=("id",), name="case_kinds"),
        ),
    ]
