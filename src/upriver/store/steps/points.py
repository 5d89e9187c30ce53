"""Counting street-level rows at points named for a kind of place."""

KINDS = (
    "Airport/Airfield", "Bus/Coach Station", "Conference/Exhibition Centre", "Further/Higher Educational Building", "Ferry Terminal",
    "Hospital", "Motorway Service Area", "Nightclub", "Park/Open Space", "Parking Area", "Pedestrian Subway", "Petrol Station",
    "Police Station", "Prison", "Race Track", "Shopping Area", "Sports/Recreation Area", "Supermarket", "Theatre/Concert Hall",
)  # fmt: skip
"""The names that the map points of police.uk have where they aren't named for a road, as met in its files."""

NAMED = """
-- rows at points named for a kind of place, by small area as written, month, type of crime and kind
SELECT month, coalesce(lsoa_code, '') AS place, category, substr(location, 12) AS kind, count(*) AS events
FROM read_parquet({file})
WHERE location LIKE 'On or near %' AND substr(location, 12) IN ({kinds}) AND ({stands})
GROUP BY ALL
"""
