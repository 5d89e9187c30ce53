from django.db import migrations


def move(apps, editor):
    """Names of signatories to the register's people: one table of names, so that one erasure reaches them all."""
    people = apps.get_model("partners", "PersonRecord").objects
    for row in apps.get_model("agreements", "SignatoryRecord").objects.all():
        people.get_or_create(ident=row.person, defaults={"name": row.name})


class Migration(migrations.Migration):

    dependencies = [
        ("agreements", "0001_initial"),
        ("partners", "0002_the_register"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("SignatoryRecord"),
    ]
