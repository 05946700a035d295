"""Who answers a remark, and who says that it is settled."""

from .life import may_review, may_write


def may_answer(user, remark) -> bool:
    """The author of the programme, once the round is decided and he was told of the remark."""
    is_told = bool(remark.made_in.result) and remark.resolved_at is None
    return is_told and bool(may_write(user, remark.program))


def may_resolve(user, remark) -> bool:
    """The centre, or the expert whose remark it is; what an expert remarks is his sheet's until the conclusion."""
    is_of_sheet = remark.review is None and not remark.made_in.result
    return not is_of_sheet and (remark.author_id == user.pk or bool(may_review(user, remark.program)))


def may_take_back(user, remark) -> bool:
    """What nobody has been told yet can still be unsaid."""
    return not remark.made_in.result and may_resolve(user, remark)


def with_rights(remarks, user):
    """Each remark with what the user may do with it."""
    return [
        (
            remark,
            {
                "answer": may_answer(user, remark),
                "resolve": may_resolve(user, remark),
                "take_back": may_take_back(user, remark),
            },
        )
        for remark in remarks
    ]
