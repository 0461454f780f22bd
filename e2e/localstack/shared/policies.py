"""As much of the IAM policy language as bucket and key policies use."""

import json
import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from callers import Caller

LOG = logging.getLogger(__name__)

Conditions = Mapping[str, str]


class MalformedPolicy(Exception):
    pass


def as_list(value) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=256)
def statements_of(document: str) -> tuple[dict, ...]:
    """The statements of a policy, or MalformedPolicy where the JSON is none."""
    try:
        policy = json.loads(document)
    except (TypeError, ValueError):
        raise MalformedPolicy("Policies must be valid JSON and the first byte must be '{'")
    if not isinstance(policy, dict):
        raise MalformedPolicy("Policies must be valid JSON and the first byte must be '{'")
    if policy.get("Version", "2008-10-17") not in ("2008-10-17", "2012-10-17"):
        raise MalformedPolicy("The policy must contain a valid version string")
    statements = as_list(policy.get("Statement"))
    if not statements:
        raise MalformedPolicy("Missing required field Statement")
    if not all(isinstance(statement, dict) for statement in statements):
        raise MalformedPolicy("Syntax errors in policy.")
    return tuple(statements)


@lru_cache(maxsize=4096)
def _pattern(wildcard: str, flags: int = 0) -> re.Pattern:
    return re.compile(re.escape(wildcard).replace(r"\*", ".*").replace(r"\?", "."), flags | re.DOTALL)


def _like(value: str, wildcard: str, flags: int = 0) -> bool:
    return _pattern(str(wildcard), flags).fullmatch(value) is not None


def _arn_like(value: str, wildcard: str) -> bool:
    """Each of the six sections by itself: a wildcard reaches over no colon but in the last."""
    sections = zip(value.split(":", 5), str(wildcard).split(":", 5), strict=False)
    return str(wildcard).count(":") >= 5 and all(_like(one, other) for one, other in sections)


def _numbers(compare: Callable[[float, float], bool]):
    return lambda value, wanted: compare(float(value), float(wanted))


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "stringequals": lambda value, wanted: value == str(wanted),
    "stringequalsignorecase": lambda value, wanted: value.lower() == str(wanted).lower(),
    "stringlike": _like,
    "arnequals": _arn_like,
    "arnlike": _arn_like,
    "bool": lambda value, wanted: value.lower() == str(wanted).lower(),
    "numericequals": _numbers(lambda value, wanted: value == wanted),
    "numericlessthan": _numbers(lambda value, wanted: value < wanted),
    "numericlessthanequals": _numbers(lambda value, wanted: value <= wanted),
    "numericgreaterthan": _numbers(lambda value, wanted: value > wanted),
    "numericgreaterthanequals": _numbers(lambda value, wanted: value >= wanted),
}
_OPERATORS_KNOWN = re.compile(
    r"(for(any|all)values?:)?((string|arn)(not)?(equals|like)|string(not)?equalsignorecase|null|bool|(not)?ipaddress"
    r"|binaryequals|(numeric|date)((not)?equals|(less|greater)than(equals)?))(ifexists)?",
    re.IGNORECASE,
)


def is_operator(name: str) -> bool:
    return _OPERATORS_KNOWN.fullmatch(name) is not None


def _holds(operator: str, key: str, wanted: list, conditions: Conditions) -> bool:
    quantifier, _, name = operator.lower().rpartition(":")
    value = conditions.get(key.lower())
    if name == "null":
        return any((value is None) == (str(one).lower() == "true") for one in wanted)
    if_exists = name.endswith("ifexists")
    name = name.removesuffix("ifexists")
    negated = "not" in name
    compare = _OPERATORS.get(name.replace("not", ""))
    if compare is None:
        LOG.warning("The condition operator %s is not understood here: its statement has no effect.", operator)
        return False
    if value is None and quantifier:
        return quantifier == "forallvalues"
    if value is None:
        return negated or if_exists
    return any(compare(value, one) for one in wanted) != negated


def _applies(statement: dict, conditions: Conditions) -> bool:
    blocks = statement.get("Condition") or {}
    return all(
        _holds(operator, key, as_list(wanted), conditions)
        for operator, block in blocks.items()
        for key, wanted in block.items()
    )


def _names(principal) -> list[str]:
    return as_list(principal.get("AWS")) if isinstance(principal, dict) else as_list(principal)


def _matches(statement: dict, action: str, resource: str, caller: Caller) -> bool:
    if "Principal" not in statement and "NotPrincipal" not in statement:
        # Only an identity-based policy may name nobody: it concerns whom it is attached to.
        concerned = True
    elif "NotPrincipal" in statement:
        concerned = not caller.principals.intersection(_names(statement["NotPrincipal"]))
    else:
        concerned = bool(caller.principals.intersection(_names(statement.get("Principal"))))
    if "NotAction" in statement:
        acts = not any(_like(action, one, re.IGNORECASE) for one in as_list(statement["NotAction"]))
    else:
        acts = any(_like(action, one, re.IGNORECASE) for one in as_list(statement.get("Action")))
    if "NotResource" in statement:
        reaches = not any(_like(resource, one) for one in as_list(statement["NotResource"]))
    else:
        reaches = any(_like(resource, one) for one in as_list(statement.get("Resource")))
    return concerned and acts and reaches


def decides(
    document: str,
    effect: str,
    action: str,
    resource: str,
    caller: Caller,
    conditions: Conditions,
    ignoring: Callable[[dict], bool] | None = None,
) -> bool:
    """Whether a statement of this effect applies to the request."""
    return any(
        statement.get("Effect") == effect
        and not (ignoring and ignoring(statement))
        and _matches(statement, action, resource, caller)
        and _applies(statement, conditions)
        for statement in statements_of(document)
    )


def caller_conditions(caller: Caller) -> dict[str, str]:
    # The embedded AWS speaks plain HTTP on loopback, where a TLS-only policy would refuse everything.
    return {
        "aws:securetransport": "true",
        "aws:principalisawsservice": "false",
        "aws:principalarn": caller.principal_arn,
        "aws:principalaccount": caller.account_id,
        "s3:tlsversion": "1.3",
    }
