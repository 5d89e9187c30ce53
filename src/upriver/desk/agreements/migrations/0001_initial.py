from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=80)),
                ('revision', models.IntegerField()),
                ('version', models.IntegerField()),
                ('body', models.JSONField()),
                ('event', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('slug', 'revision'), name='one_agreement_a_revision')],
            },
        ),
        migrations.CreateModel(
            name='SignatoryRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
    ]
