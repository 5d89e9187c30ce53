"""Tables of receipts and decisions."""

from django.db import models


class ReceiptRecord(models.Model):
    """What was received: the part as it is held, and how it stands to what was there before. In order of arrival."""

    personal_data = "none: rows stay in files"

    number = models.BigAutoField(primary_key=True)
    contract = models.CharField(max_length=80)
    version = models.IntegerField()
    source_hash = models.CharField(max_length=64)
    provider = models.CharField(max_length=200, default="")
    submission = models.CharField(max_length=16, default="")
    body = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "version", "source_hash", "provider"], name="one_receipt_a_source")
        ]


class SubmissionRecord(models.Model):
    """What a provider sent or declared, who signed for it, and what became of it.

    state: held, refused, quarantined, elsewhere (it flows already, nothing is held), deleted. `sid` is the name by which it
    is signed and asked about.
    """

    personal_data = "none; the provider's officer who signed stands by id, with the role"

    number = models.BigAutoField(primary_key=True)
    sid = models.CharField(max_length=16, unique=True)
    contract = models.CharField(max_length=80)
    provider = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    officer = models.CharField(max_length=500, default="")
    role = models.CharField(max_length=500, default="")
    signed_on = models.CharField(max_length=10, default="")
    received_on = models.CharField(max_length=10)
    body = models.JSONField()
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]


class TombstoneRecord(models.Model):
    """What was held and is deleted: by hash, contract and period, with the reason. `done` once its files are gone."""

    personal_data = "none: no row, no value and no key of a person"

    number = models.BigAutoField(primary_key=True)
    contract = models.CharField(max_length=80)
    version = models.IntegerField()
    source_hash = models.CharField(max_length=64)
    provider = models.CharField(max_length=200, default="")
    period = models.CharField(max_length=40, default="")
    rows = models.BigIntegerField()
    path = models.CharField(max_length=400)
    on = models.CharField(max_length=10)
    why = models.CharField(max_length=20)
    says = models.CharField(max_length=500)
    successor = models.CharField(max_length=64, default="")
    done = models.BooleanField(default=False)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]


class DecisionRecord(models.Model):
    """What a person decided about a part of the data; the latest on a subject counts."""

    personal_data = "whatever the author wrote as the reason; who answered stands by id"

    number = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=200)
    answer = models.CharField(max_length=20)
    reason = models.TextField()
    answered_by = models.CharField(max_length=300, default="")
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]


class UploadRecord(models.Model):
    """A file that somebody sent in a browser for an authority, until it is taken in or gone.

    state: waiting (it is being checked), unknown (its columns are of no contract that is asked for), faulty (rows break their
    contract), refused (it can't be taken as a whole), held (taken in, under `submission`), quarantined, dropped (withdrawn, or
    left too long). Its bytes lie in `held/arriving` under `sha256` and `ident` while they are needed, which `kept` says.
    """

    personal_data = "the name of who sent it, in `by` as the log has it; rows stay in the file, 14 days at most, and its name is searched for identifiers"

    number = models.BigAutoField(primary_key=True)
    ident = models.CharField(max_length=32, unique=True)
    authority = models.CharField(max_length=120)
    provider = models.CharField(max_length=200)
    account = models.IntegerField(default=0)
    by = models.CharField(max_length=200)
    contract = models.CharField(max_length=80, blank=True, default="")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    state = models.CharField(max_length=20, default="waiting")
    kept = models.BooleanField(default=True)
    job = models.BigIntegerField(default=0)
    at = models.CharField(max_length=40)
    submission = models.CharField(max_length=16, blank=True, default="")
    known = models.JSONField(default=list)
    body = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "submissions"
        ordering = ["number"]
