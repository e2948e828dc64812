"""The database itself refuses to change the ratings and replies of a closed evaluation.

Only changes are refused: a restored backup inserts closed evaluations, and an emptied table deletes them.
A later migration that makes one of these tables anew on SQLite must create its trigger again (a test
notices).
"""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER evaluation_rating_frozen BEFORE UPDATE ON evaluation_rating
    WHEN (SELECT state FROM evaluation_evaluation WHERE id = OLD.evaluation_id) IN ('closed', 'published')
    BEGIN SELECT RAISE(ABORT, 'a rating of a closed evaluation does not change'); END
    """,
    """
    CREATE TRIGGER evaluation_reply_frozen BEFORE UPDATE ON evaluation_reply
    WHEN (SELECT e.state FROM evaluation_evaluation e JOIN evaluation_rating r ON r.evaluation_id = e.id
          WHERE r.id = OLD.rating_id) IN ('closed', 'published')
    BEGIN SELECT RAISE(ABORT, 'a reply to a closed evaluation does not change'); END
    """,
)
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION evaluation_rating_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT state FROM evaluation_evaluation WHERE id = OLD.evaluation_id) IN ('closed', 'published') THEN
        RAISE EXCEPTION 'a rating of a closed evaluation does not change' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER evaluation_rating_frozen BEFORE UPDATE ON evaluation_rating
    FOR EACH ROW EXECUTE FUNCTION evaluation_rating_frozen()
    """,
    """
    CREATE OR REPLACE FUNCTION evaluation_reply_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT e.state FROM evaluation_evaluation e JOIN evaluation_rating r ON r.evaluation_id = e.id
          WHERE r.id = OLD.rating_id) IN ('closed', 'published') THEN
        RAISE EXCEPTION 'a reply to a closed evaluation does not change' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER evaluation_reply_frozen BEFORE UPDATE ON evaluation_reply
    FOR EACH ROW EXECUTE FUNCTION evaluation_reply_frozen()
    """,
)
UNDO = {
    "sqlite": ("DROP TRIGGER evaluation_rating_frozen", "DROP TRIGGER evaluation_reply_frozen"),
    "postgresql": (
        "DROP TRIGGER evaluation_rating_frozen ON evaluation_rating",
        "DROP TRIGGER evaluation_reply_frozen ON evaluation_reply",
        "DROP FUNCTION evaluation_rating_frozen()",
        "DROP FUNCTION evaluation_reply_frozen()",
    ),
}


def freeze(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
