"""The commands that keep the registers, and those by which they go out as one file and come in again."""

from upriver.cli.plans.registers.groups import NOUNS as NOUNS
from upriver.cli.plans.registers.groups import group as group
from upriver.cli.plans.registers.groups import onto as onto
