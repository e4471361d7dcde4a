# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import portal.common.clock
import portal.common.texts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_publisher'),
        ('eforms', '0002_working_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='formversion',
            name='published_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='julkaisija'),
        ),
        migrations.CreateModel(
            name='FieldBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='tunnus')),
                ('name', portal.common.texts.LocalizedTextField(default=portal.common.texts.LocalizedText, verbose_name='nimi')),
                ('content', models.JSONField(help_text='Osio kuten docs/form-definition.md kertoo.', verbose_name='sisältö')),
                ('edited_at', models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name='muokattu')),
                ('edited_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='muokkaaja')),
                ('unit', models.ForeignKey(blank=True, help_text='Tyhjä: kaikkien yksiköiden käytössä.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='field_blocks', to='accounts.unit', verbose_name='yksikkö')),
            ],
            options={
                'verbose_name': 'kysymyslohko',
                'verbose_name_plural': 'kysymyslohkot',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, help_text='Kysymyksen tunnus; tyhjä tarkoittaa koko lomaketta.', max_length=60, verbose_name='kohta')),
                ('text', models.TextField(max_length=2000, verbose_name='kommentti')),
                ('at', models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name='kirjoitettu')),
                ('resolved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='käsitelty')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kirjoittaja')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='eforms.formdefinition', verbose_name='lomake')),
                ('resolved_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='käsittelijä')),
            ],
            options={
                'verbose_name': 'kommentti',
                'verbose_name_plural': 'kommentit',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('resolved_at', None)), fields=['definition', 'place'], name='comment_open_by_form')],
            },
        ),
        migrations.CreateModel(
            name='Rehearsal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(editable=False)),
                ('wanted', models.PositiveSmallIntegerField(verbose_name='kuinka monta')),
                ('started_at', models.DateTimeField(default=portal.common.clock.now, editable=False, verbose_name='aloitettu')),
                ('done', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='käyty läpi')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='valmis')),
                ('result', models.JSONField(default=list, editable=False, help_text='Asia ja erot: laji ja kysymyksen tunnus.', verbose_name='tulos')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kokeilija')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rehearsals', to='eforms.formversion', verbose_name='lomakeversio')),
            ],
            options={
                'verbose_name': 'kokeilu',
                'verbose_name_plural': 'kokeilut',
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('wanted__gte', 1), ('wanted__lte', 200)), name='rehearsal_has_a_bound')],
            },
        ),
    ]
