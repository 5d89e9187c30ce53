"""The table of background work."""

from django.db import models


class JobRecord(models.Model):
    """One piece of work that somebody asked for and a worker does: waiting, running, done, refused or failed.

    `body` is what the kind of work needs, `said` what became of it in words for whoever asked, `answer` what pages link to.
    `worker` is the mark of whichever worker has it now: one that was given up for dead and comes back changes nothing any more.
    A worker that dies leaves `running` with an old `seen_at`: the next worker takes it up again, since all kinds are idempotent.
    """

    personal_data = "the name of who asked, in `by` as the log has it, and their account by number"

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    account = models.IntegerField(default=0)
    by = models.CharField(max_length=200)
    authority = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=20, default="waiting")
    at = models.CharField(max_length=40)
    begun_at = models.CharField(max_length=40, blank=True, default="")
    seen_at = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.CharField(max_length=40, blank=True, default="")
    tries = models.IntegerField(default=0)
    worker = models.CharField(max_length=40, blank=True, default="")
    share = models.IntegerField(default=0)
    step = models.CharField(max_length=200, blank=True, default="")
    said = models.TextField(blank=True, default="")
    answer = models.JSONField(default=dict)
    event = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        app_label = "jobs"
        ordering = ["number"]
