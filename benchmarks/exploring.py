"""People who explore the published figures, for `locust -f benchmarks/exploring.py`: another state of the page every 5 seconds."""

from __future__ import annotations

import html
import random
import re

from locust import between, task

from benchmarks.crowd import Visitor


class Explorer(Visitor):
    """One of the hundred: each page offers the choices of its form, one of which is chosen next."""

    wait_time = between(4.0, 6.0)
    people = ("Ann Explorer",)
    page = ""

    @task
    def click(self) -> None:
        """Choose something else on the page that is open."""
        choices = re.findall(r'<select[^>]+name="(\w+)"[^>]*>(.*?)</select>', self.page, re.S)
        asked = {name: html.unescape(random.choice(re.findall(r'value="([^"]*)"', options))) for name, options in choices if options}
        self.page = self.opened("/data/explore/", asked=asked)
