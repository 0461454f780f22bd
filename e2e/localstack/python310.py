"""What LocalStack takes from the standard library of Python 3.11, for Python 3.10."""

import datetime
import enum
import typing

import typing_extensions


class StrEnum(str, enum.Enum):
    __str__ = str.__str__
    __format__ = str.__format__


enum.StrEnum = StrEnum
datetime.UTC = datetime.timezone.utc
for name in ("Never", "NotRequired", "Required", "Self", "Unpack", "assert_never"):
    setattr(typing, name, getattr(typing_extensions, name))
