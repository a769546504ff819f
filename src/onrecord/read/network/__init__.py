"""Passages -> attributions by the trained network that the package bundles."""

from onrecord.read.network.tagger import NetworkTagger

__all__ = ["NetworkTagger"]
