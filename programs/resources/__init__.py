"""The registers of programmes, groups, providers and moderators as tables that come in and go out."""

from .groups import ProgramGroupResource
from .programs import ProgramResource
from .providers import ModeratorResource, ProviderResource

__all__ = ["ModeratorResource", "ProgramGroupResource", "ProgramResource", "ProviderResource"]
