"""Numbers as official papers print them."""

from decimal import Decimal


def format_number(value: Decimal | int) -> str:
    """«10 280» with a no-break space, grouped from 10 000 on; «14,5» without idle zeros."""
    whole, _, fraction = f"{Decimal(value).normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\xa0") if len(whole.lstrip("-")) > 4 else whole
    return f"{grouped},{fraction}" if fraction else grouped
