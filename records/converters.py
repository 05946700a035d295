class PaperFormatConverter:
    """`<paper_format:file_format>` in a URL: a file format in which every paper can be had."""

    regex = "pdf|docx|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
