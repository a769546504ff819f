"""Questions to a case that the command line and the web share: a reader in, view records with ready words out."""

from onrecord.query.chronology import timeline
from onrecord.query.codebook import CodebookView, codebook_view
from onrecord.query.disputes import DisputeColumn, DisputeLine, DisputeView, dispute_lines, dispute_view, dispute_views
from onrecord.query.evidence import CarrierLine, StatementView, statement_view
from onrecord.query.figures import FigureLine, FigureTrackView, figure_lines, figure_tracks
from onrecord.query.graph import LineageGraph, OriginsView, lineage_graph, origins_view
from onrecord.query.links import LinkLine, MemberLine, link_lines, member_lines
from onrecord.query.listing import Listing
from onrecord.query.mentions import MentionLine, mention_lines
from onrecord.query.origins import LineageLine, OriginLine, lineage_lines, origin_lines
from onrecord.query.pages import PageLine, PageView, page_lines, page_view
from onrecord.query.remarks import RemarkLine, remark_lines
from onrecord.query.reviewing import QueueView, SignOffView, queue_view, sign_off
from onrecord.query.searching import SearchView, search_view, table_view
from onrecord.query.speakers import SpeakerLine, SpeakerView, speaker_lines, speaker_view
from onrecord.query.statements import StatementLine, set_aside_lines, statement_lines
from onrecord.query.summary import Overview, Tally, overview
from onrecord.query.things import ThingView, thing_view
from onrecord.query.versions import ChangeLine, EditLine, VersionLine, edit_lines, version_lines

__all__ = [
    "CarrierLine",
    "ChangeLine",
    "CodebookView",
    "DisputeColumn",
    "DisputeLine",
    "DisputeView",
    "EditLine",
    "FigureLine",
    "FigureTrackView",
    "LineageGraph",
    "LineageLine",
    "LinkLine",
    "Listing",
    "MemberLine",
    "MentionLine",
    "OriginLine",
    "OriginsView",
    "Overview",
    "PageLine",
    "PageView",
    "QueueView",
    "RemarkLine",
    "SearchView",
    "SignOffView",
    "SpeakerLine",
    "SpeakerView",
    "StatementLine",
    "StatementView",
    "Tally",
    "ThingView",
    "VersionLine",
    "codebook_view",
    "dispute_lines",
    "dispute_view",
    "dispute_views",
    "edit_lines",
    "figure_lines",
    "figure_tracks",
    "lineage_graph",
    "lineage_lines",
    "link_lines",
    "member_lines",
    "mention_lines",
    "origin_lines",
    "origins_view",
    "overview",
    "page_lines",
    "page_view",
    "queue_view",
    "remark_lines",
    "search_view",
    "set_aside_lines",
    "sign_off",
    "speaker_lines",
    "speaker_view",
    "statement_lines",
    "statement_view",
    "table_view",
    "thing_view",
    "timeline",
    "version_lines",
]
