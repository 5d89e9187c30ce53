"""What is known from elsewhere and kept as data: risk and protective factors."""
