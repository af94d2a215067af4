import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_mail_choices'),
        ('foundation', '0017_snapshot'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=100, verbose_name='name')),
                ('report', models.CharField(max_length=50, verbose_name='report')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='parameters')),
                ('rhythm', models.CharField(choices=[('Every week', [('week:0', 'Every Monday'), ('week:1', 'Every Tuesday'), ('week:2', 'Every Wednesday'), ('week:3', 'Every Thursday'), ('week:4', 'Every Friday'), ('week:5', 'Every Saturday'), ('week:6', 'Every Sunday')]), ('Every month', [('month:1', 'On the first working day of the month'), ('month:2', 'On the second working day of the month'), ('month:3', 'On the third working day of the month'), ('month:5', 'On the fifth working day of the month'), ('month:10', 'On the tenth working day of the month'), ('month:-1', 'On the last working day of the month')]), ('Every quarter', [('quarter:1', 'On the first working day of the quarter'), ('quarter:5', 'On the fifth working day of the quarter'), ('quarter:10', 'On the tenth working day of the quarter'), ('quarter:-1', 'On the last working day of the quarter')])], max_length=12, verbose_name='rhythm')),
                ('next_on', models.DateField(verbose_name='next')),
                ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('ended', 'Ended')], default='active', editable=False, max_length=10)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('recipients', models.ManyToManyField(related_name='received_subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='recipients')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='directory.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('due_on', models.DateField()),
                ('withheld', models.CharField(blank=True, max_length=300)),
                ('job', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='foundation.job')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='foundation.subscription')),
            ],
            options={
                'ordering': ['-due_on', 'recipient_id'],
            },
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['next_on'], name='subscription_due'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'paused', 'ended'])), name='subscription_state_known'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm__in', ['week:0', 'week:1', 'week:2', 'week:3', 'week:4', 'week:5', 'week:6', 'month:1', 'month:2', 'month:3', 'month:5', 'month:10', 'month:-1', 'quarter:1', 'quarter:5', 'quarter:10', 'quarter:-1'])), name='subscription_rhythm_known', violation_error_message='Choose one of the rhythms that are offered.'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.UniqueConstraint(fields=('subscription', 'due_on', 'recipient'), name='a_report_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='sending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('job__isnull', False), ('withheld', '')), models.Q(('job', None), models.Q(('withheld', ''), _negated=True)), _connector='OR'), name='a_report_is_sent_or_withheld'),
        ),
    ]
