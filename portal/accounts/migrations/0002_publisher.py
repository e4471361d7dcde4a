# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('frontdesk', 'palveluneuvoja'), ('handler', 'käsittelijä'), ('decision_maker', 'päätöksentekijä'), ('editor', 'sisällöntuottaja'), ('publisher', 'julkaisija'), ('main_user', 'pääkäyttäjä'), ('auditor', 'tarkastaja')], max_length=20, verbose_name='rooli'),
        ),
    ]
