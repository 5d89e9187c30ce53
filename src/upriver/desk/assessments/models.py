"""The table of runs."""

from django.db import models


class RunRecord(models.Model):
    """One run of an assessment: its id, a hash over all that it rests on, and what was asked."""

    personal_data = "none"

    run = models.CharField(max_length=64, unique=True)
    body = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "assessments"
