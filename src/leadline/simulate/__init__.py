"""Scenarios: a monthly model of the lead and of adoption under levers, calibrated on a view, under rival beliefs."""
