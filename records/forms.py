"""What a step of a paper asks of the one who takes it."""

from django import forms

from documents.paper import Paper, Row, Table


class TransitionForm(forms.Form):
    """A step that asks nothing; those that do say more."""

    def __init__(self, record, data=None):
        super().__init__(data)
        self.record = record


class DecisionForm(TransitionForm):
    """A step of the route: words for the log, and at the last step the act by which the paper is approved."""

    comment = forms.CharField(label="Пояснение, если нужно", max_length=1000, required=False)
    act = forms.CharField(
        label="Утверждён актом, если он есть",
        max_length=200,
        required=False,
        help_text="Например: приказом от 12.01.2026 № 5. Без акта печатаются должность, фамилия и дата.",
    )

    def __init__(self, record, data=None):
        super().__init__(record, data)
        if record.step and record.step.next():
            del self.fields["act"]


def remark_field(label, lines):
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": lines}))


class RemarksForm(TransitionForm):
    """Remarks for the whole paper and for each of its rows; `remarks` lists them as (row or None, text)."""

    template_name = "records/transitions/remarks.html"

    remark = remark_field("Замечание ко всему документу", lines=2)

    def __init__(self, record, data=None):
        super().__init__(record, data)
        self.table_rows = table_rows(record.paper())
        for row in self.table_rows:
            self.fields[f"remark-{row.key}"] = remark_field(f"Замечание к строке {row.cells[0]}", lines=1)

    def clean(self):
        names = {None: "remark"} | {int(row.key): f"remark-{row.key}" for row in self.table_rows}
        remarks = [(row, self.cleaned_data.get(name, "")) for row, name in names.items()]
        return self.cleaned_data | {"remarks": remarks}

    def rows(self):
        """The rows of the paper, each with the field for its remark."""
        return [(row, self[f"remark-{row.key}"]) for row in self.table_rows]


def table_rows(paper: Paper) -> list[Row]:
    """The rows of the paper's tables, section rows apart."""
    tables = (block for block in paper.body if isinstance(block, Table))
    return [row for table in tables for row in table.rows if isinstance(row, Row)]
