"""Counting a partner's feed: period x place, whether it came as records, as a protected table or as a form."""

VERSION = 1

CHOSEN = """
-- rows of one file, with their period and place; a number that the provider hid is no number
SELECT {period} AS period, {place} AS place, {events} AS events, {hidden} AS hidden
FROM read_parquet({file})
"""

COUNTED = """
-- events by period and place; hidden where any part of it was too small to be sent, or no number was given at all
SELECT period, place, CAST(coalesce(sum(events), 0) AS BIGINT) AS events, bool_or(hidden) OR count(events) = 0 AS hidden
FROM chosen WHERE period IS NOT NULL GROUP BY ALL ORDER BY ALL
"""

FIRST_MONTH = """concat(CASE WHEN right({quarter}, 1) = '4' THEN CAST(CAST(left({quarter}, 4) AS INTEGER) + 1 AS VARCHAR)
ELSE left({quarter}, 4) END, '-', CASE right({quarter}, 1) WHEN '1' THEN '04' WHEN '2' THEN '07' WHEN '3' THEN '10' ELSE '01' END)"""
"""The first month of a quarter that is written as 2025-26 Q1: Q1 is April to June."""

TALLIED = """
-- rows of one file by period, place and the fields asked for; a number that the provider hid is no number
SELECT {period} AS period, {place} AS place, {fields} CAST(coalesce(sum({events}), 0) AS BIGINT) AS events,
       bool_or({hidden}) AS hidden
FROM read_parquet({file}) GROUP BY ALL HAVING period IS NOT NULL ORDER BY ALL
"""
