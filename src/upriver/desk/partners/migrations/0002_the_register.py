import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuthorityRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=300)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('tier', models.CharField(blank=True, max_length=20)),
                ('rights', models.CharField(blank=True, max_length=40)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('successors', models.JSONField(default=list)),
                ('continues_as', models.CharField(blank=True, max_length=120)),
                ('source', models.TextField(blank=True)),
                ('verified', models.BooleanField(default=False)),
                ('unsourced', models.JSONField(default=list)),
                ('note', models.TextField(blank=True)),
                ('status', models.CharField(max_length=20)),
                ('confirmed_by', models.CharField(blank=True, max_length=80)),
                ('confirmed_on', models.CharField(blank=True, max_length=40)),
                ('contact', models.CharField(blank=True, max_length=80)),
                ('deputy', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PersonRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('ident', models.CharField(max_length=80, unique=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('job', models.CharField(blank=True, max_length=200)),
                ('email', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('erased_on', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='pooled',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.CreateModel(
            name='CoverRecord',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('district', models.CharField(max_length=40)),
                ('district_name', models.CharField(blank=True, max_length=200)),
                ('share', models.FloatField(null=True)),
                ('small_areas', models.IntegerField(null=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('verified', models.BooleanField(default=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covers', to='partners.authorityrecord')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
    ]
