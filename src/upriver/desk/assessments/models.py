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


class ProseRecord(models.Model):
    """One file of analysts' prose as it was last accepted: its sentences as written, each with the text it then had."""

    personal_data = "none: sentences about figures; who accepted them is in the log"

    name = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)
    sentences = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "assessments"


class CommentRecord(models.Model):
    """What somebody said about a part of the assessment while it is written, and how it was settled."""

    personal_data = "what its author wrote; the author's name as the log has it"

    number = models.BigAutoField(primary_key=True)
    section = models.CharField(max_length=120)
    says = models.TextField()
    by = models.CharField(max_length=200)
    at = models.CharField(max_length=40)
    settled = models.TextField(blank=True, default="")
    settled_by = models.CharField(max_length=200, blank=True, default="")
    settled_at = models.CharField(max_length=40, blank=True, default="")
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "assessments"
        ordering = ["number"]
