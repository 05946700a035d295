from .forms import MAIN_FORM, FormRow, ReportAddress, ReportAddressConverter, ReportColumn, ReportForm
from .reminders import DigestSent
from .report import Phrase, Report, ReportFigure, ReportLine

__all__ = [
    "MAIN_FORM",
    "DigestSent",
    "FormRow",
    "Phrase",
    "Report",
    "ReportAddress",
    "ReportAddressConverter",
    "ReportColumn",
    "ReportFigure",
    "ReportForm",
    "ReportLine",
]
