"""Small areas: clusters, permutations, concentration, smoothing."""
