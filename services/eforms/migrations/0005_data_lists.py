# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models

import portal.common.texts
import services.eforms.models.lists


class Migration(migrations.Migration):
    dependencies = [("eforms", "0004_sharing")]
    operations = [
        migrations.CreateModel(
            name='DataList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='Lomake viittaa luetteloon tällä.', max_length=60, unique=True, verbose_name='tunnus')),
                ('name', portal.common.texts.LocalizedTextField(default=portal.common.texts.LocalizedText, verbose_name='nimi')),
                ('items', models.JSONField(default=list, help_text='JSON: [{"value": "205", "label": {"fi": "Kajaani", "sv": "Kajana"}}, …]', validators=[services.eforms.models.lists.check_items], verbose_name='rivit')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='muutettu')),
            ],
            options={
                'verbose_name': 'koodiluettelo',
                'verbose_name_plural': 'koodiluettelot',
                'ordering': ['code'],
            },
        ),
    ]
