# Malformed bucket policies are refused when they are put.
from actions import is_object_action
from localstack.services.s3.exceptions import MalformedPolicy
from operations import around
from policies import MalformedPolicy as Malformed
from policies import as_list, is_operator, statements_of

MAX_BYTES = 20480
MEMBERS = {
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
}


def require(holds, message):
    if not holds:
        raise MalformedPolicy(message)


def require_fields(statement):
    for name in statement:
        require(name in MEMBERS, f"Unknown field {name}")
    require("Effect" in statement, "Missing required field Effect")
    require(statement["Effect"] in ("Allow", "Deny"), f"Invalid effect: {statement['Effect']}")
    for name in ("Principal", "Action", "Resource"):
        require(name in statement or f"Not{name}" in statement, f"Missing required field {name}")


def require_principal(principal):
    if principal == "*":
        return
    require(isinstance(principal, dict) and principal, "Invalid policy syntax.")
    for name in as_list(principal.get("AWS")):
        known = name == "*" or name.startswith("arn:") or (name.isdigit() and len(name) == 12)
        require(known, "Invalid principal in policy")


def require_reach(statement, bucket):
    actions = as_list(statement.get("Action"))
    resources = as_list(statement.get("Resource"))
    require(all(one == "*" or one.lower().startswith("s3:") for one in actions), "Policy has invalid action")
    arn = f"arn:aws:s3:::{bucket}"
    for one in [*resources, *as_list(statement.get("NotResource"))]:
        require(one == arn or one.startswith((f"{arn}/", f"{arn}*")), "Policy has invalid resource")
    if not actions or not resources or any("*" in one or "?" in one for one in actions):
        return
    for action in actions:
        wants_objects = is_object_action(action)
        reached = any(one.endswith("*") and "/" not in one or ("/" in one) == wants_objects for one in resources)
        require(reached, "Action does not apply to any resource(s) in statement")


def require_conditions(statement):
    for operator, block in (statement.get("Condition") or {}).items():
        require(is_operator(operator), f"Invalid Condition type : {operator}")
        require(isinstance(block, dict), "Invalid policy syntax.")


@around("s3", "PutBucketPolicy")
def refuse_malformed(proceed, context, request):
    document = request["Policy"]
    require(len(document.encode()) <= MAX_BYTES, f"Policy exceeds the maximum size of {MAX_BYTES} bytes")
    try:
        statements = statements_of(document)
    except Malformed as error:
        raise MalformedPolicy(str(error))
    for statement in statements:
        require_fields(statement)
        require_principal(statement.get("Principal", statement.get("NotPrincipal")))
        require_reach(statement, request["Bucket"])
        require_conditions(statement)
    return proceed(context, request)
