# SPDX-License-Identifier: EUPL-1.2

import django.core.validators
import django.db.models.deletion
import portal.common.clock
import portal.common.crypto
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_automation'),
    ]

    operations = [
        migrations.CreateModel(
            name='SystemKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(editable=False, max_length=16, unique=True, verbose_name='alku')),
                ('key_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_on', models.DateField(help_text='Uusi avain tehdään ennen kuin vanha vanhenee.', verbose_name='voimassa asti')),
                ('created_at', models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name='luotu')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='peruttu')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='käytetty viimeksi')),
            ],
            options={
                'verbose_name': 'rajapinnan avain',
                'verbose_name_plural': 'rajapinnan avaimet',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('event', models.CharField(max_length=60, verbose_name='tapahtuma')),
                ('happened_at', models.DateTimeField(default=portal.common.clock.now, verbose_name='milloin')),
                ('state', models.CharField(choices=[('waiting', 'odottaa'), ('sent', 'lähetetty'), ('failed', 'ei onnistunut')], default='waiting', max_length=10, verbose_name='tila')),
                ('tries_count', models.PositiveSmallIntegerField(default=0, verbose_name='yrityksiä')),
                ('next_try_at', models.DateTimeField(default=portal.common.clock.now, verbose_name='seuraava yritys')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='lähetetty')),
                ('last_error', models.CharField(blank=True, max_length=200, verbose_name='viimeisin virhe')),
            ],
            options={
                'verbose_name': 'tieto toiselle järjestelmälle',
                'verbose_name_plural': 'tiedot toisille järjestelmille',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExternalSystem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='nimi')),
                ('contact', models.EmailField(max_length=254, verbose_name='yhteyshenkilön sähköposti')),
                ('vouches_for_people', models.BooleanField(default=False, help_text='Vain silloin järjestelmä voi kertoa henkilötunnuksen tai Y-tunnuksen.', verbose_name='tunnistaa asiakkaat vahvasti')),
                ('is_active', models.BooleanField(default=True, verbose_name='käytössä')),
                ('webhook_url', models.URLField(blank=True, help_text='Alkaa https://. Tyhjä: järjestelmä kysyy itse.', max_length=300, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='osoite, johon kerromme muutoksista')),
                ('webhook_secret', portal.common.crypto.EncryptedTextField(null=True)),
                ('former_secret', portal.common.crypto.EncryptedTextField(null=True)),
                ('former_until', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name='luotu')),
                ('case_types', models.ManyToManyField(blank=True, help_text='Mitä asioita järjestelmä saa panna vireille. Asiatyypin pitää myös sallia rajapinta.', related_name='systems', to='cases.casetype', verbose_name='asiatyypit')),
            ],
            options={
                'verbose_name': 'ulkoinen järjestelmä',
                'verbose_name_plural': 'ulkoiset järjestelmät',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ApiCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=128)),
                ('fingerprint', models.CharField(max_length=64)),
                ('answer', portal.common.crypto.EncryptedTextField(null=True)),
                ('location', models.CharField(blank=True, max_length=200)),
                ('called_at', models.DateTimeField(db_index=True, default=portal.common.clock.now)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='api_calls', to='cases.case')),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='cases.externalsystem')),
            ],
            options={
                'verbose_name': 'rajapinnan kutsu',
                'verbose_name_plural': 'rajapinnan kutsut',
            },
        ),
        migrations.AddField(
            model_name='case',
            name='opened_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.externalsystem', verbose_name='ulkoinen järjestelmä'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('opened_by', None), _negated=True), fields=['opened_by', 'last_event_at', 'id'], name='case_of_system'),
        ),
        migrations.AddField(
            model_name='systemkey',
            name='system',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='cases.externalsystem', verbose_name='ulkoinen järjestelmä'),
        ),
        migrations.AddField(
            model_name='webhookdelivery',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='cases.case', verbose_name='asia'),
        ),
        migrations.AddField(
            model_name='webhookdelivery',
            name='system',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='cases.externalsystem', verbose_name='ulkoinen järjestelmä'),
        ),
        migrations.AddConstraint(
            model_name='apicall',
            constraint=models.UniqueConstraint(fields=('system', 'key'), name='api_call_once'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at'], name='webhook_due'),
        ),
    ]
