"""The table of agreements; the names of those who signed stand with the register's people."""

from django.db import models


class AgreementRecord(models.Model):
    """An agreement as it stood after one change; the latest row of a slug counts, the others are its history.

    `body` is the agreement's own file as keys and values, people by id.
    """

    personal_data = "none; people by id and role"

    number = models.BigAutoField(primary_key=True)
    slug = models.CharField(max_length=80)
    revision = models.IntegerField()
    version = models.IntegerField()
    body = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "agreements"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["slug", "revision"], name="one_agreement_a_revision")]
