"""Article -> Reading: statements with source, cue and content, figures, and times."""

from onrecord.read.patterns import PatternTagger
from onrecord.read.reading import read_article
from onrecord.read.tagger import Attribution, Tagger

__all__ = ["Attribution", "PatternTagger", "Tagger", "read_article"]
