
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='EventRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('id_hash', models.CharField(max_length=64, unique=True)),
                ('parent', models.CharField(max_length=64, unique=True)),
                ('at', models.CharField(max_length=40)),
                ('by', models.CharField(max_length=200)),
                ('verb', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=300)),
                ('body', models.TextField()),
                ('why', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
    ]
