"""The tables of accounts, grants and invitations."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    """What the framework asks of a table of accounts."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who may sign in. Never deleted: closing keeps the row, so that the log stays readable, and erasing empties it.

    `person` is the id in the register of people, under which registers and events know them.
    """

    personal_data = "name and e-mail address at work, password as a hash; emptied when the person is erased"

    email = models.EmailField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    person = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=5, default="en")
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
    method = models.CharField(max_length=20, default="password")
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
