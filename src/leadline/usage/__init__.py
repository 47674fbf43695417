"""Usage: what somebody really used, read from any log into one normal form."""
