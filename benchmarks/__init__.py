"""Measurements: one command each; figures are ratios or rates, with the machine named."""
