"""The tables of accounts, grants and invitations."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    """What the framework asks of a table of accounts."""

    personal_data = "none; it is no table"

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who may sign in. Never deleted: closing keeps the row, so that the log stays readable, and erasing empties it.

    `person` is the id in the register of people, under which registers and events know them. `method` is "password" or the slug
    of a sign-in method that the workspace declares. `factors` are the second factors that count, by their number in the table of
    whoever checks them (`web/signing`), with their kind: one that isn't named here opens nothing.
    """

    personal_data = "name and e-mail address at work, password as a hash; emptied when the person is erased"

    email = models.EmailField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    person = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    method = models.CharField(max_length=60, default="password")
    factors = models.JSONField(default=dict)
    seen_at = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)
    made_on = models.CharField(max_length=40)
    closed_on = models.CharField(max_length=40, blank=True, default="")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Accounts()

    class Meta:
        app_label = "accounts"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_account_a_name", condition=~models.Q(name=""))]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class GrantRecord(models.Model):
    """A role of an account, for an authority, areas and purposes; one that ended keeps its row with the day."""

    personal_data = "none; the account by number"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    authority = models.CharField(max_length=120, blank=True, default="")
    areas = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    ended_on = models.CharField(max_length=40, blank=True, default="")
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "accounts"
        ordering = ["id"]


class InvitationRecord(models.Model):
    """An invitation that was written and perhaps taken up. The address is sent by the person who invites; only a hash of its
    secret is kept."""

    personal_data = "name and e-mail address at work of who is invited; emptied once it is taken up, lapsed or taken back"

    secret = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20)
    authority = models.CharField(max_length=120, blank=True, default="")
    areas = models.JSONField(default=list)
    method = models.CharField(max_length=60, default="password")
    at = models.CharField(max_length=40)
    until = models.CharField(max_length=40)
    state = models.CharField(max_length=20, default="open")
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "accounts"
        ordering = ["id"]


class TypedRecord(models.Model):
    """What somebody had typed when their session had ended: kept for them until they are signed in again, a day at most."""

    personal_data = "whatever the person typed; deleted when it is shown to them again, or after a day"

    key = models.CharField(max_length=64, unique=True)
    account = models.IntegerField()
    path = models.CharField(max_length=500)
    body = models.JSONField()
    at = models.CharField(max_length=40)

    class Meta:
        app_label = "accounts"


class LinkRecord(models.Model):
    """A link that lets one person set their sign-in anew, once: `what` is "password", or "everything" with the second factor.
    It is sent by the administrator who made it; only a hash of its secret is kept."""

    personal_data = "none; the account by number"

    secret = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="links")
    what = models.CharField(max_length=20)
    at = models.CharField(max_length=40)
    until = models.CharField(max_length=40)
    state = models.CharField(max_length=20, default="open")
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "accounts"
        ordering = ["id"]


class VisitRecord(models.Model):
    """Somebody signed in, from then until they sign out or are signed out; the browser's session names its row."""

    personal_data = "the account by number, the browser's own name for itself and the network address; deleted after 90 days"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="visits")
    how = models.CharField(max_length=60)
    browser = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=60, blank=True, default="")
    at = models.CharField(max_length=40)
    seen_at = models.CharField(max_length=40)
    ended_on = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        app_label = "accounts"
        ordering = ["-id"]


class TriesRecord(models.Model):
    """How often signing in failed under one e-mail address or from one network address, and until when nobody may try again."""

    personal_data = "none; the address as a hash"

    key = models.CharField(max_length=64, unique=True)
    count = models.IntegerField(default=0)
    at = models.CharField(max_length=40)
    until = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        app_label = "accounts"


class BriefRecord(models.Model):
    """What all processes of the web must know for some minutes, such as a one-time code that was used: the framework's cache."""

    personal_data = "none; numbers of accounts within keys, gone when they lapse"

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "accounts"
        db_table = "accounts_brief"
