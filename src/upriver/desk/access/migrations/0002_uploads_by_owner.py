"""Uploads are their authority's own, as what it sent is; what 0001 says of other tables holds here too."""

from django.db import migrations

TABLE = "submissions_uploadrecord"
NOBODY = "coalesce(current_setting('upriver.roles', true), '') = ''"
SEEN = (
    f"NOT ({NOBODY}) AND (string_to_array(current_setting('upriver.roles', true), ',') && string_to_array('desk,manager,analyst,reviewer', ',') "
    "OR authority = ANY (string_to_array(current_setting('upriver.authorities', true), chr(10))))"
)


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"CREATE POLICY upriver_rows ON {TABLE} USING ({SEEN}) WITH CHECK (NOT ({NOBODY}))")


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"DROP POLICY upriver_rows ON {TABLE}")
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_rows_by_owner"), ("submissions", "0005_uploadrecord")]
    operations = [migrations.RunPython(put_up, take_down)]
