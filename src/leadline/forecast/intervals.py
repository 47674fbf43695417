"""The 90 % interval: from the 5th to the 95th per cent of what is drawn, or as wide on a normal distribution."""

Z_90, Z_95 = 1.6448536269514722, 1.959963984540054
"""Half-widths of a normal interval of 90 and of 95 %, in standard deviations."""
INTERVAL = (0.05, 0.95)
"""The quantiles at which the interval of 90 % ends."""
