"""The tables of "have your say": what was said, what was done where it told of harm, and whether it is open."""

from django.db import models


class VoiceRecord(models.Model):
    """One thing that somebody said. Its name is made from what was sent, so that the same form sent twice is one.

    The public process only ever adds here, and can't read what it added; `event` is empty until the desk has taken the entry in,
    which writes the event. `harm` names the kinds of harm that it may tell of, `due` the day by which somebody must have seen to it.
    Deleting one deletes what was done about it too; the log keeps that there was one, and no word of it.
    """

    personal_data = "whatever somebody typed, no name asked; contact details are masked for readers; deleted after the months that are set"

    ident = models.CharField(max_length=20, primary_key=True)
    words = models.TextField()
    area = models.CharField(max_length=40, blank=True, default="")
    when = models.CharField(max_length=20, blank=True, default="")
    age = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    contacts = models.JSONField(default=list)
    harm = models.JSONField(default=list)
    due = models.CharField(max_length=10, blank=True, default="")
    at = models.CharField(max_length=40)
    state = models.CharField(max_length=20, default="new")
    theme = models.CharField(max_length=20, blank=True, default="")
    told = models.CharField(max_length=80, blank=True, default="")
    seen_to_at = models.CharField(max_length=40, blank=True, default="")
    why = models.CharField(max_length=500, blank=True, default="")
    event = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        app_label = "voices"
        ordering = ["at", "ident"]


class ActRecord(models.Model):
    """What was done about one entry that told of harm: handed to whom, by role, with which reference."""

    personal_data = "a note about what was done, which may touch whoever wrote; deleted with the entry"

    voice = models.ForeignKey(VoiceRecord, on_delete=models.CASCADE, related_name="acts")
    to_whom = models.CharField(max_length=200)
    reference = models.CharField(max_length=120, blank=True, default="")
    note = models.TextField(blank=True, default="")
    done_on = models.CharField(max_length=10)
    at = models.CharField(max_length=40)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "voices"
        ordering = ["id"]


class ListeningRecord(models.Model):
    """One state of "have your say": open or not, who reads it and how often, and who is told of harm. The last one holds."""

    personal_data = "none; who reads is an account by number, the safeguarding contact a person of the register by id"

    open = models.BooleanField(default=False)
    reader = models.IntegerField(default=0)
    often = models.CharField(max_length=20)
    safeguarding = models.CharField(max_length=80, blank=True, default="")
    ways = models.TextField(blank=True, default="")
    due_days = models.IntegerField(default=1)
    least = models.IntegerField(default=10)
    months = models.IntegerField(default=12)
    at = models.CharField(max_length=40)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "voices"
        ordering = ["id"]
