"""The table of the partnership's own records: each state of each row is a row here, and none is ever changed."""

from django.db import models


class RowRecord(models.Model):
    """One state of one row of one register, from the instant of its event until the next. `values` None: it was taken out.

    People stand in it by id alone; a register's words say which columns hold one. `owners` are the authorities whose row it ever
    was, each between semicolons: those who saw an earlier state see that it went to somebody else.
    """

    personal_data = "none; people by id"

    number = models.BigAutoField(primary_key=True)
    register = models.CharField(max_length=40)
    ident = models.CharField(max_length=120)
    values = models.JSONField(null=True)
    owners = models.TextField(blank=True, default="")
    at = models.CharField(max_length=40)
    event = models.CharField(max_length=64)

    class Meta:
        app_label = "registers"
        ordering = ["number"]
        indexes = [models.Index(fields=["register", "ident", "number"], name="registers_row")]
