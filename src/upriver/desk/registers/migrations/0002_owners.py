"""Each state of a row says whose it ever was."""

from django.db import migrations, models


def fill(apps, schema_editor):
    states = apps.get_model("registers", "RowRecord")
    bodies = set(apps.get_model("partners", "AuthorityRecord").objects.values_list("ident", flat=True))
    held = {}
    for state in states.objects.order_by("number").iterator():
        key = (state.register, state.ident)
        parts = {part.strip() for value in (state.values or {}).values() for part in str(value).split(";")}
        held[key] = held.get(key, set()) | (parts & bodies)
        if held[key]:
            states.objects.filter(pk=state.pk).update(owners=f";{';'.join(sorted(held[key]))};")


def leave(apps, schema_editor):
    """The column goes, and all in it."""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial"), ("partners", "0002_the_register")]
    operations = [
        migrations.AddField(model_name="rowrecord", name="owners", field=models.TextField(blank=True, default="")),
        migrations.RunPython(fill, leave),
    ]
