"""Series over time: control charts, trends, odd months, spikes, season."""
