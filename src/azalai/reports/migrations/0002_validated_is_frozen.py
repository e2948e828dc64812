"""The database itself refuses to change a validated report, its paragraphs or its figures.

Only changes are refused: a restored backup inserts validated reports, and an emptied table deletes them. That a
validated report is published is the one change that passes, and it may touch nothing else. A later migration
that makes one of these tables anew on SQLite must create its trigger again (a test notices).
"""

from django.db import migrations

KEPT = (
    "country_id", "kind", "year", "quarter", "number", "as_of", "chapters", "compiled_at", "submitted_at",
    "validated_at", "validated_by_id", "validation_reference",
)
PARTS = {"passage": "a paragraph", "figure": "a figure"}
IS_FROZEN = "(SELECT state FROM reports_report WHERE id = OLD.report_id) IN ('validated', 'published')"


def _differs(test):
    return " OR ".join(f"NEW.{name} {test} OLD.{name}" for name in KEPT)


def _sqlite():
    yield f"""
    CREATE TRIGGER reports_report_frozen BEFORE UPDATE ON reports_report
    WHEN OLD.state = 'published'
      OR (OLD.state = 'validated' AND (NEW.state <> 'published' OR {_differs("IS NOT")}))
    BEGIN SELECT RAISE(ABORT, 'a validated report does not change'); END
    """
    for table, words in PARTS.items():
        yield f"""
        CREATE TRIGGER reports_{table}_frozen BEFORE UPDATE ON reports_{table} WHEN {IS_FROZEN}
        BEGIN SELECT RAISE(ABORT, '{words} of a validated report does not change'); END
        """


def _postgresql():
    yield """
    CREATE OR REPLACE FUNCTION reports_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a validated report does not change' USING ERRCODE = 'check_violation'; END $$
    """
    # A column of type json has no equality: it is compared as text.
    differs = _differs("IS DISTINCT FROM").replace(
        "NEW.chapters IS DISTINCT FROM OLD.chapters",
        "NEW.chapters::text IS DISTINCT FROM OLD.chapters::text",
    )
    yield f"""
    CREATE TRIGGER reports_report_frozen BEFORE UPDATE ON reports_report FOR EACH ROW
    WHEN (OLD.state = 'published' OR (OLD.state = 'validated' AND (NEW.state <> 'published' OR {differs})))
    EXECUTE FUNCTION reports_frozen()
    """
    yield f"""
    CREATE OR REPLACE FUNCTION reports_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {IS_FROZEN} THEN
        RAISE EXCEPTION 'a part of a validated report does not change' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """
    for table in PARTS:
        yield f"""
        CREATE TRIGGER reports_{table}_frozen BEFORE UPDATE ON reports_{table}
        FOR EACH ROW EXECUTE FUNCTION reports_part_frozen()
        """


def _undo(vendor):
    for table in ("report", *PARTS):
        on = f" ON reports_{table}" if vendor == "postgresql" else ""
        yield f"DROP TRIGGER reports_{table}_frozen{on}"
    if vendor == "postgresql":
        yield "DROP FUNCTION reports_frozen()"
        yield "DROP FUNCTION reports_part_frozen()"


def freeze(apps, schema_editor):
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        # A "%" would be read as a parameter; there is none.
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    for statement in _undo(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
