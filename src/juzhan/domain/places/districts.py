"""A division table does not name its own district; the districts used here are known by their code (GB/T 2260).

Any other district is given by whoever imports its table.
"""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.shared import Text


@frozen
class District:
    """A district with the names that its table leaves out."""

    code: str
    name: Text
    city: Text
    province: Text


_CHENGDU = (Text("成都市", "Chengdu"), Text("四川省", "Sichuan"))
_WUHAN = (Text("武汉市", "Wuhan"), Text("湖北省", "Hubei"))
_SHENZHEN = (Text("深圳市", "Shenzhen"), Text("广东省", "Guangdong"))
_SHENYANG = (Text("沈阳市", "Shenyang"), Text("辽宁省", "Liaoning"))

KNOWN_DISTRICTS = (
    District("510107", Text("武侯区", "Wuhou District"), *_CHENGDU),
    District("440308", Text("盐田区", "Yantian District"), *_SHENZHEN),
    District("420103", Text("江汉区", "Jianghan District"), *_WUHAN),
    District("420102", Text("江岸区", "Jiang'an District"), *_WUHAN),
    District("210103", Text("沈河区", "Shenhe District"), *_SHENYANG),
)
_BY_CODE = {district.code: district for district in KNOWN_DISTRICTS}


def known_district(code: str) -> District | None:
    """Look up a district by its six digits; ``None`` if it must be given by hand."""
    return _BY_CODE.get(code)
