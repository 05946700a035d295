from .reminders import DigestSent
from .report import Phrase, Report, ReportFigure, ReportLine

__all__ = ["DigestSent", "Phrase", "Report", "ReportFigure", "ReportLine"]
