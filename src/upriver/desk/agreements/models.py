"""Tables of agreements and of the names of those who signed them."""

from django.db import models


class AgreementRecord(models.Model):
    """An agreement as it stood after one change; the latest row of a slug counts, the others are its history.

    `body` is the agreement's own file as keys and values, people by id.
    """

    personal_data = "none: people by id and role"

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


class SignatoryRecord(models.Model):
    """The name behind a person's id, in this one place, so that it can be erased."""

    personal_data = "the name of somebody who signed or confirmed an agreement; erased by deleting the row"

    person = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        app_label = "agreements"
