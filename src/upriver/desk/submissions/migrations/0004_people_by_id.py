from django.db import migrations


def move(apps, editor):
    """Names of officers and of those who answered to the register's people; what stays is their id."""
    people = apps.get_model("partners", "PersonRecord").objects
    for model, column in (("SubmissionRecord", "officer"), ("DecisionRecord", "answered_by")):
        rows = apps.get_model("submissions", model).objects
        for name in rows.exclude(**{column: ""}).values_list(column, flat=True).distinct():
            plain = " ".join(name.split())[:200]
            found = people.filter(name__iexact=plain, erased_on="").first()
            found = found or people.create(ident=f"author-{people.count() + 1}", name=plain)
            rows.filter(**{column: name}).update(**{column: found.ident})


class Migration(migrations.Migration):

    dependencies = [
        ("submissions", "0003_what_providers_send"),
        ("partners", "0002_the_register"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
