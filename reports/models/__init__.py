from .report import Phrase, Report, ReportFigure, ReportLine

__all__ = ["Phrase", "Report", "ReportFigure", "ReportLine"]
