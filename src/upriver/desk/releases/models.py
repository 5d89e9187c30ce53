"""The tables of releases and of what was left out of them."""

from django.db import models


class ReleaseRecord(models.Model):
    """One release from the day that it is asked for: what was asked, who voted and how, where it stands at the gate.

    One that was sent back and asked for again is a row of its own. `cells_hash`, `pages_hash` and `head` are what is voted on;
    `event` is the last move's.
    """

    personal_data = "the names that its authors and those who voted gave, in `by`, `authors` and `votes`"

    number = models.BigAutoField(primary_key=True)
    release = models.CharField(max_length=64)
    document = models.CharField(max_length=80)
    audience = models.CharField(max_length=20, default="public")
    run = models.CharField(max_length=64)
    cells_hash = models.CharField(max_length=64)
    pages_hash = models.CharField(max_length=64, blank=True, default="")
    head = models.CharField(max_length=300, blank=True, default="")
    previous = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20)
    by = models.CharField(max_length=200)
    at = models.CharField(max_length=40, blank=True, default="")
    needs = models.IntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    context = models.TextField(blank=True, default="")
    controls = models.TextField(blank=True, default="")
    authors = models.JSONField(default=list)
    votes = models.JSONField(default=list)
    why = models.TextField(blank=True, default="")
    corrects = models.CharField(max_length=64, blank=True, default="")
    findings = models.JSONField(default=list)
    clauses = models.JSONField(default=list)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "releases"
        ordering = ["number"]


class LeftOutRecord(models.Model):
    """A figure, table or area that is left out of what is released because it could endanger someone, or was put back."""

    personal_data = "none: who decided is an id of the register of people, and a reason names nobody"

    subject = models.CharField(max_length=400)
    out = models.BooleanField()
    why = models.TextField()
    by = models.CharField(max_length=64)
    at = models.CharField(max_length=40)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "releases"
        ordering = ["id"]
