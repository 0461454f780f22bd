# Key policies: malformed, locking-out and too long ones are refused; what they deny is denied.
from callers import caller_of
from keys import DENIED_BY_POLICY, caller_and_key, key_policy_denies, named_keys, refusal
from localstack.aws.api.kms import LimitExceededException, MalformedPolicyDocumentException
from localstack.services.kms.exceptions import AccessDeniedException
from operations import around, before
from policies import MalformedPolicy, as_list, caller_conditions, decides, is_operator, statements_of

MAX_BYTES = 32768
LOCKED_OUT = "The new key policy will not allow you to update the key policy in the future."


def require_well_formed(document):
    try:
        statements = statements_of(document)
    except MalformedPolicy as error:
        raise MalformedPolicyDocumentException(str(error))
    for statement in statements:
        principal = statement.get("Principal", statement.get("NotPrincipal"))
        if statement.get("Effect") not in ("Allow", "Deny"):
            raise MalformedPolicyDocumentException("Policy contains a statement with an invalid effect.")
        if not principal or not (principal == "*" or isinstance(principal, dict)):
            raise MalformedPolicyDocumentException("Policy contains a statement with no principal.")
        names = as_list(principal.get("AWS")) if isinstance(principal, dict) else []
        if not all(name == "*" or str(name).startswith("arn:") or str(name).isdigit() for name in names):
            raise MalformedPolicyDocumentException("Policy contains a statement with one or more invalid principals.")
        if not all(is_operator(operator) for operator in statement.get("Condition") or {}):
            raise MalformedPolicyDocumentException("Policy contains an invalid condition operator.")


def require_acceptable(context, request):
    document = request.get("Policy")
    if document is None:
        return
    if len(document.encode()) > MAX_BYTES:
        raise LimitExceededException(f"The key policy is longer than {MAX_BYTES} bytes.")
    require_well_formed(document)
    if request.get("BypassPolicyLockoutSafetyCheck"):
        return
    caller = caller_of(context)
    decision = ("kms:PutKeyPolicy", "*", caller, caller_conditions(caller))
    if not decides(document, "Allow", *decision) or decides(document, "Deny", *decision):
        raise MalformedPolicyDocumentException(LOCKED_OUT)


@around("kms", "GetKeyPolicy", "PutKeyPolicy")
def name_the_only_policy(proceed, context, request):
    return proceed(context, {"PolicyName": "default", **request})


@around("kms", "CreateKey", "PutKeyPolicy")
def check_policy(proceed, context, request):
    require_acceptable(context, request)
    return proceed(context, request)


@before("kms")
def refuse_what_the_key_policy_denies(context, request):
    operation = context.operation.name
    # PutKeyPolicy stays possible to the account's root, so that a test can undo its denial.
    if operation == "PutKeyPolicy" and caller_of(context).is_root:
        return
    pairs = (request.get("EncryptionContext") or {}).items()
    named = {f"kms:encryptioncontext:{name.lower()}": value for name, value in pairs}
    for action, name in named_keys(operation, request):
        caller, key = caller_and_key(context, name)
        if key and key_policy_denies(key, f"kms:{action}", caller, **named):
            raise AccessDeniedException(refusal(caller, f"kms:{action}", key.metadata["Arn"], DENIED_BY_POLICY))
