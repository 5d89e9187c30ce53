"""The findings that a passer-by is told: plain, short, and borne out by the exact sentences that stand below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from journeys.made import Journey
from site_made import a_case_with_answers

from upriver.report.leading.plain import plainly
from upriver.report.public.pages.front import chosen
from upriver.report.story import Headline
from upriver.words.period import Period
'''
'''
