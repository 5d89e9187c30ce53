"""A release names the clauses that it rests on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.AddField("releaserecord", "clauses", models.JSONField(default=list))]
