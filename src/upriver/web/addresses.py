"""The addresses of the workspace: those of the shelf of pages, and nothing else."""

from __future__ import annotations

from django.urls import path

from upriver.web.framework.page import declared
from upriver.web.framework.visiting import view_of

urlpatterns = [path(page.path, view_of(page), name=page.name) for page in declared()]
handler400 = "upriver.web.guarding.faults.bad"
handler404 = "upriver.web.guarding.faults.nowhere"
handler500 = "upriver.web.guarding.faults.fault"
