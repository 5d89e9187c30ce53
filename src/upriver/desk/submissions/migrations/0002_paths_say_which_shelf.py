"""Paths of held parts begin with the shelf they lie on: everything held so far is open data."""

from django.db import migrations


def forward(apps, schema_editor):
    for row in apps.get_model("submissions", "ReceiptRecord").objects.iterator():
        path = row.body["part"]["path"]
        if not path.startswith(("open/", "restricted/")):
            row.body["part"]["path"] = f"open/{path}"
            row.save()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
