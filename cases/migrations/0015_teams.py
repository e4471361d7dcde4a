# SPDX-License-Identifier: EUPL-1.2
import cases.models.absence
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import portal.common.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_moving'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_user_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('by_person_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('by_name', models.CharField(blank=True, max_length=160, verbose_name='tekijä')),
                ('by_title', models.CharField(blank=True, max_length=80, verbose_name='virkanimike')),
                ('by_right', models.CharField(max_length=12, verbose_name='oikeus')),
                ('by_channel', models.CharField(max_length=12, verbose_name='kanava')),
                ('for_name', models.CharField(blank=True, max_length=160, verbose_name='kenen puolesta')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('starts_on', models.DateField(verbose_name='ensimmäinen päivä')),
                ('ends_on', models.DateField(verbose_name='viimeinen päivä')),
                ('told_at', models.DateTimeField(default=portal.common.clock.now, verbose_name='ilmoitettu')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='alkoi')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='päättyi')),
                ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='substituted_absences', to=settings.AUTH_USER_MODEL, verbose_name='sijainen')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='kuka on poissa')),
            ],
            options={
                'verbose_name': 'poissaolo',
                'verbose_name_plural': 'poissaolot',
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=portal.common.clock.now, verbose_name='alkaen')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='päättyi')),
                ('absence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='cases.absence', verbose_name='poissaolo')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='cases.case', verbose_name='asia')),
                ('given_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kenellä')),
            ],
            options={
                'verbose_name': 'sijaistettu asia',
                'verbose_name_plural': 'sijaistetut asiat',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('user', models.F('substitute')), _negated=True), name='absence_by_another'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('user', '='), (cases.models.absence._Days('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='absence_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'absence'), name='stood_in_once'),
        ),
    ]
