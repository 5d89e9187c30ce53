"""The partnership's own table."""

from django.db import models


class Partnership(models.Model):
    """The one partnership of a workspace: its name, the areas as typed, and the areas they were settled as."""

    personal_data = "none"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    areas_named = models.JSONField(default=list)
    areas_settled = models.JSONField(default=list)

    class Meta:
        app_label = "partners"
