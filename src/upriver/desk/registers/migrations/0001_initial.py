from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RowRecord",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=40)),
                ("ident", models.CharField(max_length=120)),
                ("values", models.JSONField(null=True)),
                ("at", models.CharField(max_length=40)),
                ("event", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["register", "ident", "number"], name="registers_row")],
            },
        ),
    ]
