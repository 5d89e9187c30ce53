
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=200)),
                ('answer', models.CharField(max_length=20)),
                ('reason', models.TextField()),
                ('event', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ReceiptRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('contract', models.CharField(max_length=80)),
                ('version', models.IntegerField()),
                ('source_hash', models.CharField(max_length=64)),
                ('body', models.JSONField()),
                ('event', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('contract', 'version', 'source_hash'), name='one_receipt_a_source')],
            },
        ),
    ]
