from .report import HalfYearReport, Phrase, ReportFigure, ReportLine

__all__ = ["HalfYearReport", "Phrase", "ReportFigure", "ReportLine"]
