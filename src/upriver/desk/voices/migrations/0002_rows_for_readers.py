"""Row-level security on PostgreSQL for what people say: anybody whom the database lets add may add, readers alone see.

The public process connects as a role of its own that may INSERT into voices_voicerecord and SELECT from django_migrations, and
nothing else (`web/public/opening.py`). On SQLite nothing is done.
"""

from django.db import migrations

READ = {"voices_voicerecord": "desk,manager,listener", "voices_actrecord": "desk,manager,listener"}
ROLES = "string_to_array(coalesce(current_setting('upriver.roles', true), ''), ',')"


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, readers in READ.items():
        seen = f"{ROLES} && string_to_array('{readers}', ',')"
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY upriver_rows ON {table} USING ({seen}) WITH CHECK ({seen})")
    schema_editor.execute("CREATE POLICY upriver_added ON voices_voicerecord FOR INSERT WITH CHECK (true)")


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP POLICY upriver_added ON voices_voicerecord")
    for table in READ:
        schema_editor.execute(f"DROP POLICY upriver_rows ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
