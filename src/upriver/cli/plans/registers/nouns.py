"""The nouns of the registers as commands: `upriver action add`, `upriver strategy list` and so on."""

from __future__ import annotations

from upriver.cli.plans.registers.groups import group

action = group("action")
request = group("request")
meeting = group("meeting")
