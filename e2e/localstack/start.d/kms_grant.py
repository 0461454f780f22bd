# Grants: what they may hold, which keys have them, and who may retire them.
import re

from callers import caller_of
from keys import find_key, is_symmetric, refusal, require_enabled
from localstack.aws.api.kms import InvalidGrantIdException, NotFoundException
from localstack.services.kms.exceptions import AccessDeniedException, ValidationException
from localstack.services.kms.models import KmsGrant, kms_stores
from operations import around

EVERY_KEY = {"DescribeKey", "CreateGrant", "RetireGrant"}
ENCRYPT = {"Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo"}
DATA_KEYS = {
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
}
BY_USAGE = {
    "ENCRYPT_DECRYPT": ENCRYPT | {"GetPublicKey"},
    "SIGN_VERIFY": {"Sign", "Verify", "GetPublicKey"},
    "GENERATE_VERIFY_MAC": {"GenerateMac", "VerifyMac"},
    "KEY_AGREEMENT": {"DeriveSharedSecret", "GetPublicKey"},
}
PARTS = (
    "GranteePrincipal",
    "GranteeServicePrincipal",
    "RetiringPrincipal",
    "RetiringServicePrincipal",
    "Operations",
    "Constraints",
)


def permitted(key):
    if is_symmetric(key):
        return ENCRYPT | DATA_KEYS | EVERY_KEY
    return BY_USAGE.get(key.metadata["KeyUsage"], set()) | EVERY_KEY


def require_valid(key, request):
    if ("GranteePrincipal" in request) == ("GranteeServicePrincipal" in request):
        raise ValidationException("Specify either GranteePrincipal or GranteeServicePrincipal.")
    if "RetiringPrincipal" in request and "RetiringServicePrincipal" in request:
        raise ValidationException("Specify either RetiringPrincipal or RetiringServicePrincipal.")
    for part in ("GranteePrincipal", "RetiringPrincipal"):
        if not re.fullmatch(r"arn:[a-z-]+:(iam|sts)::\d{12}:.+", request.get(part, "arn:aws:iam::000000000000:root")):
            raise ValidationException(f"An ARN in the specified key policy is invalid: {request[part]}")
    if not re.fullmatch(r"[a-zA-Z0-9:/_-]{1,256}", request.get("Name", "none")):
        raise ValidationException(f"Value '{request['Name']}' at 'name' failed to satisfy constraint")
    operations = request.get("Operations") or []
    if not operations or not set(operations) <= permitted(key):
        raise ValidationException(f"{key.metadata['Arn']} does not support the grant operations {operations}.")
    constraints = request.get("Constraints") or {}
    contexts = [constraints[name] for name in ("EncryptionContextEquals", "EncryptionContextSubset") if constraints.get(name)]
    if contexts and not is_symmetric(key):
        raise ValidationException("Encryption context constraints are for symmetric encryption keys only.")
    if any(len(context) > 8 or any(len(value) > 384 for value in context.values()) for context in contexts):
        raise ValidationException("An encryption context constraint has at most 8 pairs of at most 384 characters.")
    if "GranteeServicePrincipal" in request:
        if "SourceArn" not in constraints:
            raise ValidationException("A grant to a service principal needs a SourceArn constraint.")
        if "RetiringPrincipal" not in request and "RetiringServicePrincipal" not in request:
            raise ValidationException("A grant to a service principal needs a retiring principal.")


@around("kms", "CreateGrant")
def create_grant(_proceed, context, request):
    # A member that the model calls required is there, and None where nobody sent it.
    request = {name: value for name, value in request.items() if value is not None}
    key = find_key(request["KeyId"], context.account_id, context.region)
    require_enabled(key)
    require_valid(key, request)
    store = kms_stores[context.account_id][context.region]
    arn = key.metadata["Arn"]
    parts = {part: request[part] for part in PARTS if part in request}
    grant = KmsGrant({**parts, "KeyId": arn, **({"Name": request["Name"]} if "Name" in request else {})}, "", "")
    grant.metadata["IssuingAccount"] = f"arn:aws:iam::{caller_of(context).account_id}:root"
    # The same request under the same name makes no second grant.
    for known in store.grants.values():
        same = known.metadata["KeyArn"] == arn and all(known.metadata.get(part) == parts.get(part) for part in PARTS)
        if same and request.get("Name") and known.metadata["Name"] == request["Name"]:
            return {"GrantId": known.metadata["GrantId"], "GrantToken": known.token}
    store.grants[grant.metadata["GrantId"]] = grant
    store.grant_tokens[grant.token] = grant.metadata["GrantId"]
    return {"GrantId": grant.metadata["GrantId"], "GrantToken": grant.token}


def may_retire(caller, grant):
    metadata = grant.metadata
    principals = {caller.arn, caller.principal_arn}
    if f"arn:aws:iam::{caller.account_id}:root" == caller.arn and metadata["IssuingAccount"] == caller.arn:
        return True
    if metadata.get("RetiringPrincipal") in principals:
        return True
    return metadata.get("GranteePrincipal") in principals and "RetireGrant" in metadata["Operations"]


@around("kms", "RetireGrant")
def retire_grant(_proceed, context, request):
    store = kms_stores[context.account_id][context.region]
    token, grant_id = request.get("GrantToken"), request.get("GrantId")
    if not token and not (grant_id and request.get("KeyId")):
        raise ValidationException("Specify a grant token, or both a key and a grant id.")
    if token and token not in store.grant_tokens:
        raise NotFoundException(f"Unable to find grant token {token}")
    grant = store.grants.get(store.grant_tokens[token] if token else grant_id)
    if grant is None:
        raise InvalidGrantIdException(f"Grant {grant_id} does not exist.")
    arn = grant.metadata["KeyArn"]
    if request.get("KeyId") and find_key(request["KeyId"], context.account_id, context.region).metadata["Arn"] != arn:
        raise InvalidGrantIdException(f"Grant {grant_id} is not of this key.")
    caller = caller_of(context)
    if not may_retire(caller, grant):
        raise AccessDeniedException(refusal(caller, "kms:RetireGrant", arn, "because no grant or policy allows it"))
    store.grant_tokens.pop(grant.token)
    store.grants.pop(grant.metadata["GrantId"])


@around("kms", "RevokeGrant")
def revoke_grant(proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    grant = kms_stores[context.account_id][context.region].grants.get(request.get("GrantId"))
    if grant is None or grant.metadata["KeyArn"] != key.metadata["Arn"]:
        raise InvalidGrantIdException(f"Grant {request.get('GrantId')} is not of this key.")
    return proceed(context, request)


@around("kms", "ListGrants")
def list_grants(proceed, context, request):
    answer = proceed(context, request)
    key = find_key(request["KeyId"], context.account_id, context.region)
    grants = [grant for grant in answer["Grants"] if grant["KeyArn"] == key.metadata["Arn"]]
    return {"Truncated": False, **answer, "Grants": grants}
