# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_publisher")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="phone",
            field=models.CharField(
                blank=True, help_text="Kansainvälisessä muodossa.", max_length=20, verbose_name="puhelin"
            ),
        ),
    ]
