from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real papers kept beside the project; tests that read them are skipped where they are absent."""
    folder = BASE_DIR.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the sample papers are not here")
    return folder
