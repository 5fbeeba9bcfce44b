"""Why a row of a division table is refused, in words that say what to do."""

from __future__ import annotations

from juzhan.domain.shared import RefusalKind, Text

CODE = RefusalKind(
    "division.code",
    Text(
        "代码“{code}”应是 {digits} 位数字，前两位是省份代码；表格软件可能把它存成了数字，请设为文本",
        'The code "{code}" must be {digits} digits that begin with a province; set the column to text if the spreadsheet '
        "changed it",
    ),
)
RANGE = RefusalKind(
    "division.range",
    Text(
        "代码“{code}”的末三位 {part} 不在任何一类的范围内（街道级 001–599，社区级 001–599）",
        'The last digits {part} of the code "{code}" belong to no kind of place (001–599)',
    ),
)
PREFIX = RefusalKind(
    "division.prefix",
    Text(
        "社区代码“{code}”的前九位与街道代码“{street}”不一致",
        'The community code "{code}" does not begin with the street code "{street}"',
    ),
)
TWICE = RefusalKind(
    "division.twice",
    Text("社区代码“{code}”与第 {first} 行重复", 'The community code "{code}" stands on line {first} already'),
)
TWO_NAMES = RefusalKind(
    "division.two_names",
    Text(
        "街道代码“{code}”在第 {first} 行叫“{name}”，这里名称不同",
        'The street code "{code}" is called "{name}" on line {first} and has another name here',
    ),
)
OTHER_DISTRICT = RefusalKind(
    "division.other_district",
    Text(
        "“{code}”不属于本表的区（{district}）；一个文件只放一个区",
        '"{code}" does not belong to the district of this table ({district}); put one district into one file',
    ),
)
DISTRICT_UNKNOWN = RefusalKind(
    "division.district_unknown",
    Text(
        "表里没有区名，系统也不认识 {code}；请同时给出区、市、省的名称",
        "The table does not name its district and {code} is not known; give the names of district, city and province too",
    ),
)
DISTRICT_DIFFERS = RefusalKind(
    "division.district_differs",
    Text(
        "表里的代码属于 {code}，而您说的是{name}（{given}）",
        "The codes of the table belong to {code}, and you named {name} ({given})",
    ),
)
LABEL_CODE = RefusalKind(
    "division.label_code",
    Text("代码“{code}”应是 6、9 或 12 位数字", 'The code "{code}" must have 6, 9 or 12 digits'),
)
LABEL_TWICE = RefusalKind(
    "division.label_twice",
    Text("代码“{code}”与第 {first} 行重复", 'The code "{code}" stands on line {first} already'),
)
NOTE_HALF = RefusalKind(
    "division.note_half",
    Text("说明要中英文都写，或者都不写", "Write the note in both languages or in neither"),
)
