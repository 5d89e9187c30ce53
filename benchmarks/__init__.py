"""How fast Upriver is, beside the alternative measured in the same run: `python -m benchmarks`, or `./dev bench`."""
