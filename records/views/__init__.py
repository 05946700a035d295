from .papers import FORMATS, PaperChangeMixin, PaperFileView, PaperMixin, PaperPageView, file_response

__all__ = ["FORMATS", "PaperChangeMixin", "PaperFileView", "PaperMixin", "PaperPageView", "file_response"]
