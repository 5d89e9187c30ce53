"""How risk and protective factors are told: what is held of each, its words and its rugs."""
