"""The audit log's table."""

from django.db import models


class EventRecord(models.Model):
    """One event. `id` is a hash over the parent's id and everything else, so that the log can't be changed unseen."""

    personal_data = "the name that the author gave, in `by`; the account by number"

    number = models.BigAutoField(primary_key=True)
    id_hash = models.CharField(max_length=64, unique=True)
    parent = models.CharField(max_length=64, unique=True)
    at = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    why = models.TextField(blank=True)
    account = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        app_label = "audit"
        ordering = ["number"]
