"""Minutes, their versions and amendments; the database itself refuses to change adopted minutes and versions.

Only changes are refused: a restored backup inserts adopted minutes, and an emptied table deletes them. The
organisation that a name designates may change: it follows a merge in the register. A later migration that
makes one of these tables anew on SQLite must create its trigger again (a test notices).
"""

import azalai.frames.partial
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


# Table → the columns that do not change, and how to find the state of its minutes.
OF_ITEM = "SELECT state FROM concertation_minutes WHERE id = {row}.minutes_id"
OF_ACTION = (
    "SELECT m.state FROM concertation_minutes m JOIN concertation_minutesitem i ON i.minutes_id = m.id"
    " WHERE i.id = {row}.item_id"
)
OF_OWNER = (
    "SELECT m.state FROM concertation_minutes m JOIN concertation_minutesitem i ON i.minutes_id = m.id"
    " JOIN concertation_minutesaction a ON a.item_id = i.id WHERE a.id = {row}.action_id"
)
FROZEN = {
    "minutesitem": ("", OF_ITEM),
    "minutesattendee": (" OF minutes_id, rank, seat_id, name, function, presence", OF_ITEM),
    "minutesaction": ("", OF_ACTION),
    "minutesactionowner": (" OF action_id, text", OF_OWNER),
}
SAID = "adopted minutes do not change"
POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION concertation_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'check_violation'; END $$
"""
ALWAYS = {"minutes": "WHEN (OLD.state = 'adopted')", "minutesversion": ""}


def freeze(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if is_sqlite else _postgresql():
        schema_editor.execute(statement)


def _sqlite():
    for table, when in ALWAYS.items():
        yield (
            f"CREATE TRIGGER concertation_{table}_frozen BEFORE UPDATE ON concertation_{table} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
    for table, (columns, state) in FROZEN.items():
        yield (
            f"CREATE TRIGGER concertation_{table}_frozen BEFORE UPDATE{columns} ON concertation_{table}"
            f" WHEN 'adopted' IN (({state.format(row='OLD')}), ({state.format(row='NEW')}))"
            f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )


def _postgresql():
    yield POSTGRESQL_FUNCTION
    for table, when in ALWAYS.items():
        yield (
            f"CREATE TRIGGER concertation_{table}_frozen BEFORE UPDATE ON concertation_{table}"
            f" FOR EACH ROW {when} EXECUTE FUNCTION concertation_frozen()"
        )
    for table, (columns, state) in FROZEN.items():
        yield f"""
            CREATE OR REPLACE FUNCTION concertation_{table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF 'adopted' IN (({state.format(row="OLD")}), ({state.format(row="NEW")})) THEN
                RAISE EXCEPTION '{SAID}' USING ERRCODE = 'check_violation';
              END IF;
              RETURN NEW;
            END $$
        """
        yield (
            f"CREATE TRIGGER concertation_{table}_frozen BEFORE UPDATE{columns} ON concertation_{table}"
            f" FOR EACH ROW EXECUTE FUNCTION concertation_{table}_frozen()"
        )


def thaw(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in (*FROZEN, *ALWAYS):
        place = "" if is_sqlite else f" ON concertation_{table}"
        schema_editor.execute(f"DROP TRIGGER concertation_{table}_frozen{place}")
    if not is_sqlite:
        for name in ("concertation_frozen", *(f"concertation_{table}_frozen" for table in FROZEN)):
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('actors', '0002_mandates_analyses_merges'),
        ('concertation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MinutesAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('text', models.TextField(verbose_name='action')),
                ('owner_text', models.CharField(blank=True, max_length=300, verbose_name='responsable, comme écrit')),
                ('deadline_text', models.CharField(blank=True, max_length=100, verbose_name='échéance, comme écrite')),
                ('deadline_from', models.DateField(null=True, verbose_name='échéance, premier jour')),
                ('deadline_to', models.DateField(null=True, verbose_name='échéance, dernier jour')),
            ],
            options={
                'verbose_name': "point d'action",
                'verbose_name_plural': "points d'action",
                'ordering': ['item', 'number', 'id'],
            },
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Convocation'), ('update', 'Changement'), ('cancellation', 'Annulation'), ('reminder', 'Relance'), ('relay', 'Relais au suppléant'), ('escalation', 'Remontée à la hiérarchie'), ('eve', 'Rappel de la veille'), ('after', 'Sans réponse, après la réunion'), ('minutes', 'Compte rendu à relire'), ('adopted', 'Compte rendu adopté')], max_length=12, verbose_name='objet'),
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('circulated', 'En relecture'), ('adopted', 'Adopté')], default='draft', max_length=10, verbose_name='état')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                ('chair', models.CharField(blank=True, max_length=200, verbose_name='présidée par')),
                ('started', models.CharField(blank=True, max_length=20, verbose_name='ouverte à')),
                ('ended', models.CharField(blank=True, max_length=20, verbose_name='close à')),
                ('opening', models.TextField(blank=True, verbose_name='ouverture')),
                ('next_text', models.CharField(blank=True, max_length=300, verbose_name='prochaine réunion')),
                ('next_on', azalai.frames.partial.PartialDateField(verbose_name='prochaine réunion, comprise')),
                ('signatures', models.TextField(blank=True, verbose_name='signatures, par fonction')),
                ('source_name', models.CharField(blank=True, max_length=200, verbose_name='fichier repris')),
                ('opened_at', models.DateTimeField(verbose_name='ouvert le')),
                ('saved_at', models.DateTimeField(verbose_name='enregistré le')),
                ('circulated_at', models.DateTimeField(null=True, verbose_name='envoyé en relecture le')),
                ('amend_until', models.DateField(null=True, verbose_name="amendements jusqu'au")),
                ('returned_because', models.TextField(blank=True, verbose_name='motif du retour en brouillon')),
                ('adopted_at', models.DateTimeField(null=True, verbose_name='adopté le')),
                ('adopted_how', models.CharField(blank=True, choices=[('at-once', 'Séance tenante'), ('after-review', 'Après relecture par les présents'), ('next-meeting', 'À la réunion suivante'), ('earlier', 'Avant sa reprise ici')], max_length=12, verbose_name='adoption')),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('adopted_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_adopted', to='concertation.meeting', verbose_name='adopté à la réunion')),
                ('circulated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='concertation.meeting')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'compte rendu',
                'verbose_name_plural': 'comptes rendus',
                'ordering': ['-meeting__starts_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MinutesActionOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='responsable')),
                ('is_group', models.BooleanField(default=False, verbose_name='un ensemble, non un organisme')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='concertation.minutesaction')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes_actions', to='actors.organisation', verbose_name='organisme')),
            ],
            options={
                'verbose_name': "responsable d'un point d'action",
                'verbose_name_plural': "responsables de points d'action",
                'ordering': ['action', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MinutesAttendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('name', models.CharField(max_length=250, verbose_name='organisme, comme écrit')),
                ('function', models.CharField(blank=True, max_length=150, verbose_name='fonction')),
                ('presence', models.CharField(choices=[('present', 'Présent'), ('represented', 'Représenté'), ('absent', 'Absent')], max_length=12, verbose_name='présence')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='concertation.minutes')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings_attended', to='actors.organisation', verbose_name='organisme')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concertation.seat', verbose_name='siège')),
            ],
            options={
                'verbose_name': 'présence à une réunion',
                'verbose_name_plural': 'présences à une réunion',
                'ordering': ['minutes', 'rank', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MinutesItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('title', models.CharField(max_length=300, verbose_name='point')),
                ('key_points', models.TextField(blank=True, verbose_name='points clés')),
                ('decisions', models.TextField(blank=True, verbose_name='décisions')),
                ('is_treated', models.BooleanField(default=True, verbose_name='traité')),
                ('agenda_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='treated_in', to='concertation.agendaitem', verbose_name="point de l'ordre du jour")),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='concertation.minutes')),
            ],
            options={
                'verbose_name': 'point du compte rendu',
                'verbose_name_plural': 'points du compte rendu',
                'ordering': ['minutes', 'number', 'id'],
            },
        ),
        migrations.AddField(
            model_name='minutesaction',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='concertation.minutesitem'),
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('about', models.CharField(blank=True, max_length=310, verbose_name='point')),
                ('part', models.CharField(choices=[('key-points', 'Points clés'), ('decisions', 'Décisions'), ('actions', "Points d'action"), ('other', 'Autre chose : présences, date, titre…')], max_length=10, verbose_name='partie')),
                ('current', models.TextField(blank=True, verbose_name='texte relu')),
                ('proposed', models.TextField(verbose_name='texte proposé')),
                ('reason', models.TextField(blank=True, verbose_name='pourquoi')),
                ('proposed_at', models.DateTimeField(verbose_name='proposé le')),
                ('state', models.CharField(choices=[('pending', 'À examiner'), ('accepted', 'Retenu'), ('refused', 'Non retenu'), ('withdrawn', 'Retiré')], default='pending', max_length=10, verbose_name='état')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='examiné le')),
                ('answer', models.TextField(blank=True, verbose_name='réponse du secrétariat')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.post')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='concertation.seat', verbose_name='siège')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='concertation.minutes')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='amendments', to='concertation.minutesitem')),
            ],
            options={
                'verbose_name': 'amendement',
                'verbose_name_plural': 'amendements',
                'ordering': ['minutes', 'proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MinutesVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('kind', models.CharField(choices=[('circulated', 'Envoyée en relecture'), ('adopted', 'Adoptée')], max_length=10, verbose_name='pourquoi')),
                ('content', models.JSONField(verbose_name='texte')),
                ('made_at', models.DateTimeField(verbose_name='gardée le')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='concertation.minutes')),
            ],
            options={
                'verbose_name': "version d'un compte rendu",
                'verbose_name_plural': "versions d'un compte rendu",
                'ordering': ['minutes', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'circulated', 'adopted'])), name='concertation_minutes_state_known'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'circulated'), _negated=True), models.Q(('amend_until__isnull', False), ('circulated_at__isnull', False)), _connector='OR'), name='concertation_minutes_circulated_dated'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', False), ('state', 'adopted'), ('adopted_how__in', ['at-once', 'after-review', 'next-meeting', 'earlier'])), models.Q(models.Q(('state', 'adopted'), _negated=True), ('adopted_at__isnull', True), ('adopted_how', '')), _connector='OR'), name='concertation_minutes_adopted_dated'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_how', 'next-meeting'), ('adopted_in__isnull', False)), models.Q(models.Q(('adopted_how', 'next-meeting'), _negated=True), ('adopted_in__isnull', True)), _connector='OR'), name='concertation_minutes_adopted_in_meeting'),
        ),
        migrations.AddConstraint(
            model_name='minutesactionowner',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='concertation_actionowner_named'),
        ),
        migrations.AddConstraint(
            model_name='minutesactionowner',
            constraint=models.CheckConstraint(condition=models.Q(('is_group', False), ('organisation__isnull', True), _connector='OR'), name='concertation_actionowner_group_or_body'),
        ),
        migrations.AddConstraint(
            model_name='minutesattendee',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', False)), fields=('minutes', 'seat'), name='concertation_attendee_seat_once'),
        ),
        migrations.AddConstraint(
            model_name='minutesattendee',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='concertation_attendee_named'),
        ),
        migrations.AddConstraint(
            model_name='minutesattendee',
            constraint=models.CheckConstraint(condition=models.Q(('presence__in', ['present', 'represented', 'absent'])), name='concertation_attendee_presence_known'),
        ),
        migrations.AddConstraint(
            model_name='minutesitem',
            constraint=models.UniqueConstraint(fields=('minutes', 'number'), name='concertation_minutesitem_number_once'),
        ),
        migrations.AddConstraint(
            model_name='minutesitem',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='concertation_minutesitem_titled'),
        ),
        migrations.AddConstraint(
            model_name='minutesaction',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='concertation_minutesaction_number_once'),
        ),
        migrations.AddConstraint(
            model_name='minutesaction',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='concertation_minutesaction_said'),
        ),
        migrations.AddConstraint(
            model_name='minutesaction',
            constraint=models.CheckConstraint(condition=models.Q(('deadline_from__isnull', True), ('deadline_to__gte', models.F('deadline_from')), _connector='OR'), name='concertation_minutesaction_deadline_ordered'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('proposed', ''), _negated=True), name='concertation_amendment_said'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['key-points', 'decisions', 'actions', 'other'])), name='concertation_amendment_part_known'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'pending')), models.Q(('settled_at__isnull', False), ('state__in', ['accepted', 'refused', 'withdrawn'])), _connector='OR'), name='concertation_amendment_settled_dated'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='concertation_amendment_refused_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='minutesversion',
            constraint=models.UniqueConstraint(fields=('minutes', 'number'), name='concertation_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='minutesversion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['circulated', 'adopted'])), name='concertation_version_kind_known'),
        ),
        migrations.RunPython(freeze, thaw),
    ]
