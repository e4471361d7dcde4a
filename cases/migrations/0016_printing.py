# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import portal.common.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_organisation_phone'),
        ('cases', '0015_teams'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrintJob',
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
                ('name', models.CharField(max_length=160, verbose_name='vastaanottaja')),
                ('address', models.TextField(blank=True, max_length=300, verbose_name='osoite kuoreen')),
                ('queued_at', models.DateTimeField(default=portal.common.clock.now, verbose_name='jonossa alkaen')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='tulostettu')),
                ('print_count', models.PositiveSmallIntegerField(default=0, verbose_name='tulostuskertoja')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='postitettu')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='luovutettu')),
            ],
            options={
                'verbose_name': 'tulostettava kirje',
                'verbose_name_plural': 'tulostettavat kirjeet',
                'ordering': ['queued_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_user_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('by_person_id', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('by_name', models.CharField(blank=True, max_length=160, verbose_name='tekijä')),
                ('by_title', models.CharField(blank=True, max_length=80, verbose_name='virkanimike')),
                ('by_right', models.CharField(max_length=12, verbose_name='oikeus')),
                ('by_channel', models.CharField(max_length=12, verbose_name='kanava')),
                ('for_name', models.CharField(blank=True, max_length=160, verbose_name='kenen puolesta')),
                ('receiver', models.CharField(max_length=160, verbose_name='vastaanottaja')),
                ('way', models.CharField(choices=[('retrieved', 'avattu tunnistautuneena'), ('signed', 'saantitodistus allekirjoitettu'), ('handed', 'otettu vastaan henkilökohtaisesti')], max_length=12, verbose_name='miten')),
                ('received_on', models.DateField(verbose_name='vastaanotettu')),
                ('at', models.DateTimeField(default=portal.common.clock.now, verbose_name='kirjattu')),
            ],
            options={
                'verbose_name': 'saantitodistus',
                'verbose_name_plural': 'saantitodistukset',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='serviceofdecision',
            name='lapsed_at',
            field=models.DateTimeField(blank=True, help_text='Päätös lähetetään kirjeellä.', null=True, verbose_name='jäi noutamatta'),
        ),
        migrations.AddField(
            model_name='serviceofdecision',
            name='waits',
            field=models.BooleanField(default=False, help_text='Kirjeen postitusta tai päätöksen noutamista: määräaika ei vielä kulu.', verbose_name='odottaa'),
        ),
        migrations.AlterField(
            model_name='serviceofdecision',
            name='channel',
            field=models.CharField(choices=[('electronic', 'sähköisesti'), ('letter', 'kirjeellä'), ('in_person', 'luovutettu henkilökohtaisesti'), ('retrieval', 'sähköisesti noudettuna, tunnistautuneelle')], max_length=12, verbose_name='tapa'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['year', '-decided_at', '-id'], name='decision_register'),
        ),
        migrations.AddConstraint(
            model_name='serviceofdecision',
            constraint=models.CheckConstraint(condition=models.Q(('waits', False), models.Q(('lapsed_at__isnull', True), ('remedy_last_day__isnull', True)), _connector='OR'), name='service_waiting_runs_no_period'),
        ),
        migrations.AddField(
            model_name='printjob',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='print_jobs', to='cases.party', verbose_name='osapuoli'),
        ),
        migrations.AddField(
            model_name='printjob',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='print_jobs', to='cases.serviceofdecision', verbose_name='tiedoksianto'),
        ),
        migrations.AddField(
            model_name='servicereceipt',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='cases.party', verbose_name='osapuoli'),
        ),
        migrations.AddField(
            model_name='servicereceipt',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='cases.serviceofdecision', verbose_name='tiedoksianto'),
        ),
        migrations.AddIndex(
            model_name='printjob',
            index=models.Index(condition=models.Q(('handed_on__isnull', True), ('posted_on__isnull', True)), fields=['queued_at', 'id'], name='print_queue'),
        ),
        migrations.AddConstraint(
            model_name='printjob',
            constraint=models.UniqueConstraint(fields=('service', 'party'), name='print_job_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='printjob',
            constraint=models.CheckConstraint(condition=models.Q(('posted_on__isnull', True), ('printed_at__isnull', False), _connector='OR'), name='print_job_posted_is_printed'),
        ),
        migrations.AddConstraint(
            model_name='printjob',
            constraint=models.CheckConstraint(condition=models.Q(('posted_on__isnull', True), ('handed_on__isnull', True), _connector='OR'), name='print_job_posted_or_handed'),
        ),
        migrations.AddConstraint(
            model_name='servicereceipt',
            constraint=models.CheckConstraint(condition=models.Q(('receiver', ''), _negated=True), name='service_receipt_names'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicereceipt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ba3d55599fdbd9475fe4cc90290eb8fe8052027', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a93de', table='cases_servicereceipt', when='BEFORE')),
        ),
    ]
