"""The layers beneath prices and capability: chips, compute, models, adoption, capital, energy, policy."""
