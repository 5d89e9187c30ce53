"""A release passes a gate: who must read it, who voted, what was left out."""

from django.db import migrations, models

TEXTS = ("reason", "context", "controls", "why")
NAMES = {"audience": (20, "public"), "pages_hash": (64, ""), "head": (300, ""), "at": (40, ""), "corrects": (64, "")}


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_clauses")]
    operations = [
        *(
            migrations.AddField("releaserecord", name, models.CharField(max_length=length, blank=not default, default=default))
            for name, (length, default) in NAMES.items()
        ),
        *(migrations.AddField("releaserecord", name, models.TextField(blank=True, default="")) for name in TEXTS),
        *(migrations.AddField("releaserecord", name, models.JSONField(default=list)) for name in ("authors", "votes", "findings")),
        migrations.AddField("releaserecord", "needs", models.IntegerField(default=0)),
        migrations.CreateModel(
            name="LeftOutRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=400)),
                ("out", models.BooleanField()),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=64)),
                ("at", models.CharField(max_length=40)),
                ("event", models.CharField(max_length=64)),
            ],
            options={"ordering": ["id"]},
        ),
    ]
