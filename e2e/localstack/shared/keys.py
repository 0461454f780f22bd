"""KMS keys, as the services see them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from callers import Caller, caller_of
from localstack.aws.api import CommonServiceException, RequestContext, ServiceException
from localstack.services.kms.models import KmsKey, deserialize_ciphertext_blob, kms_stores
from localstack.services.kms.provider import KmsProvider
from localstack.utils.aws.arns import kms_alias_arn
from operations import current_request
from policies import MalformedPolicy, caller_conditions, decides

S3_KEY_ALIAS = "alias/aws/s3"


def find_key(name: str, account_id: str, region: str) -> KmsKey:
    """The key of a key id, key ARN, alias or alias ARN; a KMS NotFoundException otherwise."""
    if name.startswith("arn:"):
        parts = name.split(":", 5)
        if len(parts) == 6 and parts[3] == region:
            account_id = parts[4]
        elif len(parts) == 6:
            raise CommonServiceException("NotFoundException", f"Invalid arn {parts[3]}")
    alias = name.split(":", 5)[-1]
    if alias.startswith("alias/"):
        KmsProvider._create_alias_if_reserved_and_not_exists(account_id, region, alias)
        if alias not in kms_stores[account_id][region].aliases:
            raise CommonServiceException(
                "NotFoundException", f"Alias {kms_alias_arn(alias, account_id, region)} is not found."
            )
    key_id = KmsProvider._get_key_id_from_any_id(account_id, region, name)
    return kms_stores[account_id][region].keys[key_id]


def is_aws_managed(key: KmsKey) -> bool:
    return key.metadata["KeyManager"] == "AWS"


def is_symmetric(key: KmsKey) -> bool:
    return key.metadata["KeySpec"] == "SYMMETRIC_DEFAULT"


def require_enabled(key: KmsKey) -> None:
    arn, state = key.metadata["Arn"], key.metadata["KeyState"]
    if state == "Disabled":
        raise CommonServiceException("DisabledException", f"{arn} is disabled.")
    if state == "PendingDeletion":
        raise CommonServiceException("KMSInvalidStateException", f"{arn} is pending deletion.")
    if state == "PendingReplicaDeletion":
        raise CommonServiceException("KMSInvalidStateException", f"{arn} is pending replica deletion.")
    if state == "PendingImport":
        raise CommonServiceException("KMSInvalidStateException", f"{arn} is pending import.")


def require_symmetric(key: KmsKey, operation: str) -> None:
    arn, usage = key.metadata["Arn"], key.metadata["KeyUsage"]
    if usage != "ENCRYPT_DECRYPT":
        raise CommonServiceException(
            "InvalidKeyUsageException", f"{arn} key usage is {usage} which is not valid for {operation}."
        )
    if not is_symmetric(key):
        raise CommonServiceException(
            "InvalidKeyUsageException", f"{arn} is an asymmetric key, which is not valid for {operation}."
        )


def record_use(key: KmsKey, operation: str, request_id: str) -> None:
    key.last_usage = {
        "Operation": operation,
        "Timestamp": datetime.now(),
        "CloudTrailEventId": str(uuid4()),
        "KmsRequestId": request_id,
    }


def key_policy_denies(key: KmsKey, action: str, caller: Caller, **conditions: str) -> bool:
    try:
        known = {**caller_conditions(caller), "kms:calleraccount": caller.account_id, **conditions}
        return decides(key.policy, "Deny", action, key.metadata["Arn"], caller, known)
    except MalformedPolicy:
        return False


def refusal(caller: Caller, action: str, resource: str, why: str) -> str:
    return f"User: {caller.arn} is not authorized to perform: {action} on resource: {resource} {why}"


DENIED_BY_POLICY = "with an explicit deny in a resource-based policy"
DENIED_BY_IDENTITY = "with an explicit deny in an identity-based policy"


def use_key_for_s3(name: str, operation: str, account_id: str, region: str, object_arn: str) -> KmsKey:
    """The key, after S3 has called KMS with it on behalf of the request; S3's error where KMS refuses."""
    context = current_request.get()
    try:
        key = find_key(name, account_id, region)
        require_enabled(key)
        require_symmetric(key, operation)
    except ServiceException as error:
        raise CommonServiceException(f"KMS.{error.code}", error.message)
    caller = caller_of(context)
    via = {"kms:viaservice": f"s3.{region}.amazonaws.com", "kms:encryptioncontext:aws:s3:arn": object_arn}
    if key_policy_denies(key, f"kms:{operation}", caller, **via):
        message = refusal(caller, f"kms:{operation}", key.metadata["Arn"], DENIED_BY_POLICY)
        raise CommonServiceException("AccessDenied", message, status_code=403)
    record_use(key, operation, context.request_id)
    return key


def set_rotation(key: KmsKey, period_days: int) -> None:
    """Switches automatic rotation on; the schedule counts from when it was switched on first."""
    if not key.is_key_rotation_enabled:
        key.rotation_enabled_at = datetime.now()
    key.is_key_rotation_enabled = True
    key.rotation_period_in_days = period_days
    key.next_rotation_date = key.rotation_enabled_at + timedelta(days=period_days)


def caller_and_key(context: RequestContext, name: str) -> tuple[Caller, KmsKey | None]:
    """The caller, and the key it names, if there is one."""
    try:
        return caller_of(context), find_key(name, context.account_id, context.region)
    except (ServiceException, ValueError):
        return caller_of(context), None


def named_keys(operation: str, request: dict) -> Iterator[tuple[str, str]]:
    """Every key that a request of KMS concerns, by the name it is called there, and the action on it."""
    if operation == "ListAliases":
        # It names a key only to filter.
        return
    named = {"": [request.get("KeyId"), request.get("TargetKeyId")]}
    if operation == "ReEncrypt":
        source = request.get("SourceKeyId") or _key_of(request.get("CiphertextBlob"))
        named = {"From": [source], "To": [request.get("DestinationKeyId")]}
    elif operation == "Decrypt":
        named = {"": [request.get("KeyId") or _key_of(request.get("CiphertextBlob"))]}
    elif operation in ("UpdateAlias", "DeleteAlias"):
        # The key that the alias names so far is changed, too.
        named[""].append(request.get("AliasName"))
    for suffix, names in named.items():
        yield from ((f"{operation}{suffix}", name) for name in names if name)


def _key_of(ciphertext: bytes | None) -> str | None:
    try:
        return deserialize_ciphertext_blob(ciphertext).key_id
    except Exception:
        return None
