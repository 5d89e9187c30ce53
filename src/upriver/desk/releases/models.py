"""The table of releases."""

from django.db import models


class ReleaseRecord(models.Model):
    """One release: what was published, from which run, by whom, and the hash of its cells."""

    personal_data = "the name that the author gave, in `by`"

    number = models.BigAutoField(primary_key=True)
    release = models.CharField(max_length=64)
    document = models.CharField(max_length=80)
    run = models.CharField(max_length=64)
    cells_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    clauses = models.JSONField(default=list)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "releases"
        ordering = ["number"]
