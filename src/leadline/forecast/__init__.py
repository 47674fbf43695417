"""Scores of forecasts and the simple rivals that every forecast is shown beside: arrays in, arrays out."""
