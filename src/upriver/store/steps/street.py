"""Counting street-level crime: the small area or finest place known x month x category, institutions apart."""

VERSION = 2

CHOSEN = """
-- rows of the files that stand for each force and month today: all but those that a newer file stands in for
SELECT street.month, street.falls_within, street.lsoa_code, street.longitude, street.latitude,
       street.category, street.location
FROM read_parquet({files}, filename = true) AS street
ANTI JOIN superseded ON superseded.file = street.filename
                    AND superseded.falls_within = street.falls_within
                    AND superseded.month = street.month
"""

PLACED = """
-- each row at its 2021 small area: the code where it is one, the look-up where that is exact, the snapped
-- point where an area was split, else the district; without a code it has no place, beyond the look-ups it lies outside
SELECT CASE WHEN chosen.lsoa_code IS NULL THEN 'none:' || chosen.falls_within
            ELSE coalesce(exact.place, pointed.place, coarse.place, 'outside:' || chosen.falls_within) END AS place,
       chosen.month, chosen.category,
       coalesce(chosen.location IN ('On or near Hospital', 'On or near Prison', 'On or near Police Station'), FALSE)
           AS institution
FROM chosen
LEFT JOIN exact ON exact.code = chosen.lsoa_code
LEFT JOIN pointed ON pointed.code = chosen.lsoa_code
                 AND pointed.longitude = chosen.longitude AND pointed.latitude = chosen.latitude
LEFT JOIN coarse ON coarse.code = chosen.lsoa_code
"""

COUNTED = """
-- counts by place, month, category and kind of point
SELECT place, month, category, institution, count(*) AS events FROM placed GROUP BY ALL
"""

AXIS = """
SELECT {name}, row_number() OVER (ORDER BY {name}) - 1 AS nth FROM (SELECT DISTINCT {name} FROM counted)
"""

NUMBERED = """
SELECT place_axis.nth AS place, month_axis.nth AS month, category_axis.nth AS category, institution, events
FROM counted JOIN place_axis USING (place) JOIN month_axis USING (month) JOIN category_axis USING (category)
"""

SPLIT_POINTS = """
-- the distinct snapped points of rows in areas that were split, to be looked up once
SELECT DISTINCT lsoa_code, longitude, latitude FROM chosen
WHERE longitude IS NOT NULL AND latitude IS NOT NULL AND lsoa_code IN (SELECT code FROM splits)
ORDER BY ALL
"""

BY_PROVIDER = """
SELECT falls_within, month, category, count(*) AS events FROM chosen GROUP BY ALL ORDER BY ALL
"""
