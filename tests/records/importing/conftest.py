from tests.programs.conftest import program, text_file

__all__ = ["program", "text_file"]
