
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ReleaseRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('release', models.CharField(max_length=64)),
                ('document', models.CharField(max_length=80)),
                ('run', models.CharField(max_length=64)),
                ('cells_hash', models.CharField(max_length=64)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=200)),
                ('event', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
    ]
