"""The Duty: one page that says what arrived, what is late and what is due; requirements, the clock, meetings, and the year."""

from upriver.web.pages.duty import clock as clock
from upriver.web.pages.duty import dashboard as dashboard
from upriver.web.pages.duty import meetings as meetings
from upriver.web.pages.duty import readiness as readiness
from upriver.web.pages.duty import requirements as requirements
from upriver.web.pages.duty import year as year
