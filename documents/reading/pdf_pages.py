"""Pages of a PDF with as little said of each letter as its reading takes: full accounts take a third of the time."""

from pdfminer.layout import LTChar, LTItem
from pdfplumber.page import Page
from pdfplumber.pdf import PDF


class QuickPage(Page):
    def process_object(self, obj: LTItem) -> dict:
        if not isinstance(obj, LTChar):
            return super().process_object(obj)
        left, above = self.mediabox[:2]
        height = self.height + above
        return {
            "object_type": "char",
            "page_number": self.page_number,
            "text": obj.get_text(),
            "x0": obj.x0 + left,
            "x1": obj.x1 + left,
            "top": height - obj.y1,
            "bottom": height - obj.y0,
            "doctop": self.initial_doctop + height - obj.y1,
            "upright": obj.upright,
        }


def pages_of(pdf: PDF) -> list[Page]:
    return [QuickPage(pdf, page.page_obj, page.page_number, page.initial_doctop) for page in pdf.pages]
