"""The partnership's own tables: who it is, the bodies in it, what they cover, and the people who speak for them."""

from django.db import models


class Partnership(models.Model):
    """The one partnership of a workspace: its name, the areas as typed, and the areas they were settled as.

    `pooled` names the relevant area where its local areas work together under section 9, and is empty otherwise.
    """

    personal_data = "none"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    areas_named = models.JSONField(default=list)
    areas_settled = models.JSONField(default=list)
    pooled = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        app_label = "partners"


class PersonRecord(models.Model):
    """Somebody who speaks for a body, signed or confirmed something, or answered: the only table of names of partners' people.

    Erasing empties every column but `ident` and `erased_on`.
    """

    personal_data = "name, job, e-mail address and phone number at work; erased by `upriver who --erase`"

    number = models.BigAutoField(primary_key=True)
    ident = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200, blank=True)
    job = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    erased_on = models.CharField(max_length=40, blank=True)

    class Meta:
        app_label = "partners"
        ordering = ["number"]


class AuthorityRecord(models.Model):
    """One body of the register. People stand in it by id alone."""

    personal_data = "none; people by id"

    number = models.BigAutoField(primary_key=True)
    ident = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    code = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=20, blank=True)
    rights = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successors = models.JSONField(default=list)
    continues_as = models.CharField(max_length=120, blank=True)
    source = models.TextField(blank=True)
    verified = models.BooleanField(default=False)
    unsourced = models.JSONField(default=list)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=20)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_on = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=80, blank=True)
    deputy = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "partners"
        ordering = ["number"]


class CoverRecord(models.Model):
    """A district that a body covers, in whole or in part, from one day to another."""

    personal_data = "none"

    number = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(AuthorityRecord, on_delete=models.CASCADE, related_name="covers")
    district = models.CharField(max_length=40)
    district_name = models.CharField(max_length=200, blank=True)
    share = models.FloatField(null=True)
    small_areas = models.IntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    verified = models.BooleanField(default=True)

    class Meta:
        app_label = "partners"
        ordering = ["number"]
