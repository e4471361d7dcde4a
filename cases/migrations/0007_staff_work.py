# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import portal.common.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0006_automation'),
    ]

    operations = [
        migrations.CreateModel(
            name='QueueView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=60, verbose_name='nimi')),
                ('query', models.CharField(help_text='Työjonon osoitteen kyselyosa.', max_length=500, verbose_name='rajaukset')),
                ('is_start', models.BooleanField(default=False, verbose_name='aloitusnäkymä')),
                ('kept_at', models.DateTimeField(default=portal.common.clock.now, editable=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queue_views', to=settings.AUTH_USER_MODEL, verbose_name='omistaja')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='queue_views', to='accounts.unit', verbose_name='mille yksikölle näkyy')),
            ],
            options={
                'verbose_name': 'jonon näkymä',
                'verbose_name_plural': 'jonon näkymät',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='queue_view_name_once'), models.UniqueConstraint(condition=models.Q(('is_start', True)), fields=('owner',), name='queue_view_one_start')],
            },
        ),
    ]
