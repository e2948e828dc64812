"""The database itself refuses to change an adopted version or its lines.

Only changes are refused: a restored backup inserts adopted versions, and an emptied table deletes them.
A later migration that makes one of these tables anew on SQLite must create its trigger again (a test
notices).
"""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER plans_version_frozen BEFORE UPDATE ON plans_planversion WHEN OLD.status = 'adopted'
    BEGIN SELECT RAISE(ABORT, 'an adopted version does not change'); END
    """,
    """
    CREATE TRIGGER plans_node_frozen BEFORE UPDATE ON plans_node
    WHEN (SELECT status FROM plans_planversion WHERE id = OLD.version_id) = 'adopted'
    BEGIN SELECT RAISE(ABORT, 'a line of an adopted version does not change'); END
    """,
)
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION plans_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an adopted version does not change' USING ERRCODE = 'check_violation'; END $$
    """,
    """
    CREATE TRIGGER plans_version_frozen BEFORE UPDATE ON plans_planversion
    FOR EACH ROW WHEN (OLD.status = 'adopted') EXECUTE FUNCTION plans_frozen()
    """,
    """
    CREATE OR REPLACE FUNCTION plans_node_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT status FROM plans_planversion WHERE id = OLD.version_id) = 'adopted' THEN
        RAISE EXCEPTION 'a line of an adopted version does not change' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER plans_node_frozen BEFORE UPDATE ON plans_node
    FOR EACH ROW EXECUTE FUNCTION plans_node_frozen()
    """,
)
UNDO = {
    "sqlite": ("DROP TRIGGER plans_version_frozen", "DROP TRIGGER plans_node_frozen"),
    "postgresql": (
        "DROP TRIGGER plans_version_frozen ON plans_planversion",
        "DROP TRIGGER plans_node_frozen ON plans_node",
        "DROP FUNCTION plans_frozen()",
        "DROP FUNCTION plans_node_frozen()",
    ),
}


def freeze(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
