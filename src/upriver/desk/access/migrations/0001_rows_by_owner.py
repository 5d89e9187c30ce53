"""Row-level security on PostgreSQL: what a transaction says about who asks (`desk/access/rows.py`) decides which rows there are.

Without it there are none. Written out here and not made from the policy, so that the two can be held against each other.
On SQLite nothing is done.
"""

from django.db import migrations

WHOLE = "manager,analyst,reviewer"
SHOWN = {
    "submissions_submissionrecord": (WHOLE, "provider = ANY (string_to_array(current_setting('upriver.names', true), chr(10)))"),
    "submissions_receiptrecord": (WHOLE, "provider = ANY (string_to_array(current_setting('upriver.names', true), chr(10)))"),
    "submissions_tombstonerecord": (WHOLE, "provider = ANY (string_to_array(current_setting('upriver.names', true), chr(10)))"),
    "agreements_agreementrecord": (
        WHOLE,
        "EXISTS (SELECT 1 FROM jsonb_array_elements(body->'parties') party WHERE party->>'id' = "
        "ANY (string_to_array(current_setting('upriver.authorities', true), chr(10))))",
    ),
    "registers_rowrecord": (
        "manager,analyst,reviewer,board_member,csp_officer",
        "EXISTS (SELECT 1 FROM unnest(string_to_array(current_setting('upriver.authorities', true), chr(10))) body "
        "WHERE body <> '' AND position(';' || body || ';' in owners) > 0)",
    ),
    "jobs_jobrecord": ("manager,analyst,administrator", "account::text = current_setting('upriver.account', true)"),
    "audit_eventrecord": (
        "manager,analyst,reviewer,administrator,board_member,csp_officer,listener",
        "account = 'account:' || current_setting('upriver.account', true)",
    ),
    "releases_releaserecord": ("manager,analyst,reviewer,board_member,csp_officer,administrator", "false"),
    "releases_leftoutrecord": (WHOLE, "false"),
}
"""Table -> the roles that it is whole for, and which of its rows others see."""
NOBODY = "coalesce(current_setting('upriver.roles', true), '') = ''"


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, (roles, own) in SHOWN.items():
        seen = (
            f"NOT ({NOBODY}) AND (string_to_array(current_setting('upriver.roles', true), ',') && "
            f"string_to_array('desk,{roles}', ',') OR {own})"
        )
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY upriver_rows ON {table} USING ({seen}) WITH CHECK (NOT ({NOBODY}))")


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in SHOWN:
        schema_editor.execute(f"DROP POLICY upriver_rows ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0004_people_by_id"),
        ("agreements", "0002_names_with_the_people"),
        ("registers", "0002_owners"),
        ("jobs", "0001_initial"),
        ("audit", "0002_eventrecord_account"),
        ("releases", "0003_the_gate"),
    ]
    operations = [migrations.RunPython(put_up, take_down)]
