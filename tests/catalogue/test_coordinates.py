# SPDX-License-Identifier: EUPL-1.2
import pytest

from services.catalogue.coordinates import to_wgs84


@pytest.mark.parametrize(
    ("north_east", "degrees"),
    [
        pytest.param((6905404.5319, 380848.6399), (62.2613211721703, 24.7051081551397), id="reference point"),
        pytest.param((7122291.95, 535578.00), (64.2250, 27.7333), id="town centre"),
    ],
)
def test_metres_become_degrees(north_east: tuple[float, float], degrees: tuple[float, float]) -> None:
    assert to_wgs84(*north_east) == pytest.approx(degrees, abs=1e-7)
