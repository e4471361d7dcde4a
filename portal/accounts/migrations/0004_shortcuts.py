# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_organisation_phone'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='uses_shortcuts',
            field=models.BooleanField(default=True, help_text='WCAG 2.1.4.', verbose_name='käyttää pikanäppäimiä'),
        ),
    ]
