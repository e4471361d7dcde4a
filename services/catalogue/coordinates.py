# SPDX-License-Identifier: EUPL-1.2
"""ETRS-TM35FIN (EPSG:3067), as the national registers give places, to degrees (WGS84).

Inverse transverse Mercator by the Krüger series to the fourth order (JHS 197, appendix 2): better than a millimetre
in Finland. WGS84 and ETRS89 are the same for our needs.
"""

from math import asin, asinh, atanh, cos, cosh, degrees, radians, sin, sinh, sqrt, tan

_A, _F = 6378137.0, 1 / 298.257222101
_K0, _EASTING0, _LON0 = 0.9996, 500000.0, radians(27)
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_E = sqrt(2 * _F - _F**2)
_H = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)


def to_wgs84(northing: float, easting: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees."""
    xi, eta = northing / (_RADIUS * _K0), (easting - _EASTING0) / (_RADIUS * _K0)
    xi1 = xi - sum(h * sin(2 * i * xi) * cosh(2 * i * eta) for i, h in enumerate(_H, 1))
    eta1 = eta - sum(h * cos(2 * i * xi) * sinh(2 * i * eta) for i, h in enumerate(_H, 1))
    conformal = asin(sin(xi1) / cosh(eta1))
    longitude = _LON0 + asin(max(-1.0, min(1.0, sinh(eta1) / sqrt(sinh(eta1) ** 2 + cos(xi1) ** 2))))
    isometric = asinh(tan(conformal))
    q = isometric
    for _ in range(5):
        q = isometric + _E * atanh(_E * (sinh(q) / cosh(q)))
    return degrees(asin(sinh(q) / cosh(q))), degrees(longitude)
