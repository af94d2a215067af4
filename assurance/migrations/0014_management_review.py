"""Management reviews with their inputs and outcomes, and objectives with their readings."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assurance', '0013_first_accepted'),
        ('directory', '0004_mail_choices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ManagementReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('ref', models.CharField(editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('planned_on', models.DateField(verbose_name='planned for')),
                ('agenda', models.TextField(blank=True, max_length=10000, verbose_name='agenda')),
                ('cut_off', models.DateField(editable=False, null=True, verbose_name='data cut-off')),
                ('held_on', models.DateField(editable=False, null=True, verbose_name='held on')),
                ('attendance', models.TextField(blank=True, max_length=5000, verbose_name='who took part')),
                ('minutes', models.TextField(blank=True, max_length=20000, verbose_name='minutes')),
                ('signed_on', models.DateField(editable=False, null=True, verbose_name='signed on')),
                ('content', models.JSONField(blank=True, default=dict, editable=False)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('gathered', 'Inputs gathered'), ('held', 'Held, not signed'), ('signed', 'Signed'), ('cancelled', 'Cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='chair')),
                ('prepared_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='management_reviews', to='directory.unit')),
                ('writers', models.ManyToManyField(editable=False, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-planned_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=200, verbose_name='objective')),
                ('metric', models.CharField(max_length=10, verbose_name='figure')),
                ('aim', models.CharField(choices=[('at_least', 'at least'), ('at_most', 'at most')], default='at_least', max_length=10, verbose_name='wanted')),
                ('target', models.DecimalField(decimal_places=1, max_digits=9, verbose_name='value')),
                ('set_on', models.DateField(editable=False, verbose_name='set on')),
                ('by_on', models.DateField(verbose_name='by')),
                ('plan', models.TextField(blank=True, max_length=3000, verbose_name='how it is reached')),
                ('withdrawn_on', models.DateField(editable=False, null=True, verbose_name='withdrawn on')),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, max_length=2000)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='owner')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='directory.unit')),
            ],
            options={
                'ordering': ['by_on', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ObjectiveReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('value', models.DecimalField(decimal_places=1, max_digits=9)),
                ('numerator', models.PositiveIntegerField(null=True)),
                ('denominator', models.PositiveIntegerField(null=True)),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='assurance.objective')),
            ],
            options={
                'ordering': ['objective_id', 'on'],
            },
        ),
        migrations.CreateModel(
            name='ReviewInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('topic', models.CharField(choices=[('actions', 'What became of earlier actions'), ('issues', 'What changed inside and around us'), ('needs', 'What interested parties need now'), ('corrective', 'Nonconformities and corrective action'), ('monitoring', 'What we monitor and measure'), ('audits', 'What audits found'), ('objectives', 'How far the objectives are met'), ('feedback', 'What interested parties told us'), ('risks', 'Risks and how their treatment stands'), ('improvement', 'Where we could do better')], max_length=20, verbose_name='topic')),
                ('figures', models.JSONField(blank=True, default=list, editable=False)),
                ('rows', models.JSONField(blank=True, default=list, editable=False)),
                ('note', models.TextField(blank=True, max_length=5000, verbose_name='note')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='assurance.managementreview')),
            ],
            options={
                'ordering': ['review_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='number')),
                ('kind', models.CharField(choices=[('decision', 'Decision'), ('action', 'Action')], max_length=10, verbose_name='kind')),
                ('text', models.TextField(max_length=3000, verbose_name='text')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('done_on', models.DateField(editable=False, null=True, verbose_name='done on')),
                ('done_note', models.TextField(blank=True, max_length=3000, verbose_name='what was done')),
                ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person', verbose_name='owner')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='assurance.managementreview')),
            ],
            options={
                'ordering': ['review_id', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='managementreview',
            index=models.Index(fields=['state', 'planned_on'], name='assurance_m_state_0c6c5c_idx'),
        ),
        migrations.AddConstraint(
            model_name='managementreview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'gathered', 'held', 'signed', 'cancelled'])), name='management_review_state_known'),
        ),
        migrations.AddConstraint(
            model_name='managementreview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'gathered', 'cancelled']), models.Q(('cut_off__isnull', False), ('held_on__gte', models.F('cut_off')), ('held_on__isnull', False)), _connector='OR'), name='review_was_held_on_figures', violation_error_message='A review is held on or after the day its figures are of.'),
        ),
        migrations.AddConstraint(
            model_name='managementreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(('signed_by__isnull', False), ('signed_on__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='review_is_signed_whole', violation_error_message='A signed review names who signed it, when, and its hash.'),
        ),
        migrations.AddConstraint(
            model_name='managementreview',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='review_is_signed_by_another', violation_error_message='Whoever prepares a review does not sign it.'),
        ),
        migrations.AddIndex(
            model_name='objective',
            index=models.Index(fields=['withdrawn_on', 'by_on'], name='assurance_o_withdra_1858f4_idx'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('target__gte', 0)), name='objective_target_not_negative', violation_error_message='A figure is never below zero.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('by_on__gt', models.F('set_on'))), name='objective_ends_after_it_is_set', violation_error_message='An objective needs time: give a later day.'),
        ),
        migrations.AddConstraint(
            model_name='objectivereading',
            constraint=models.UniqueConstraint(fields=('objective', 'on'), name='objective_read_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='reviewinput',
            constraint=models.UniqueConstraint(fields=('review', 'topic'), name='review_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewinput',
            constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['actions', 'issues', 'needs', 'corrective', 'monitoring', 'audits', 'objectives', 'feedback', 'risks', 'improvement'])), name='review_topic_known'),
        ),
        migrations.AddIndex(
            model_name='reviewoutcome',
            index=models.Index(fields=['kind', 'done_on', 'due_on'], name='assurance_r_kind_29ffcd_idx'),
        ),
        migrations.AddConstraint(
            model_name='reviewoutcome',
            constraint=models.UniqueConstraint(fields=('review', 'number'), name='review_outcome_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewoutcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('kind', 'action'), ('owner__isnull', False)), models.Q(('due_on', None), ('kind', 'decision'), ('owner', None)), _connector='OR'), name='review_action_has_owner_and_due', violation_error_message='An action has an owner and a due date; a decision has neither.'),
        ),
        migrations.AddConstraint(
            model_name='reviewoutcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('kind', 'action')), _connector='OR'), name='review_action_done_by_somebody', violation_error_message='Only an action is done, on a day and by somebody.'),
        ),
    ]
