"""Tables of receipts and decisions."""

from django.db import models


class ReceiptRecord(models.Model):
    """What was received: the part as it is held, and how it stands to what was there before. In order of arrival."""

    personal_data = "none: rows stay in files"

    number = models.BigAutoField(primary_key=True)
    contract = models.CharField(max_length=80)
    version = models.IntegerField()
    source_hash = models.CharField(max_length=64)
    body = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "version", "source_hash"], name="one_receipt_a_source")
        ]


class DecisionRecord(models.Model):
    """What a person decided about a part of the data; the latest on a subject counts."""

    personal_data = "whatever the author wrote as the reason"

    number = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=200)
    answer = models.CharField(max_length=20)
    reason = models.TextField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]
