# The last use of a key, and requests that only try.
from keys import find_key, record_use, require_enabled, require_symmetric
from localstack.aws.api import handler
from localstack.aws.api.kms import DryRunOperationException
from localstack.services.kms.exceptions import ValidationException
from localstack.services.kms.provider import KmsProvider
from operations import around

USES = (
    "Decrypt",
    "DeriveSharedSecret",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "ReEncrypt",
    "Sign",
    "Verify",
    "VerifyMac",
)


@handler("GetKeyLastUsage", expand=False)
def get_key_last_usage(self, context, request):
    if "alias/" in request["KeyId"]:
        raise ValidationException(f"{request['KeyId']} is an alias, which this operation does not support.")
    key = find_key(request["KeyId"], context.account_id, context.region)
    created = key.metadata["CreationDate"]
    return {
        "KeyId": key.metadata["KeyId"],
        "KeyLastUsage": getattr(key, "last_usage", {}),
        "TrackingStartDate": created,
        "KeyCreationDate": created,
    }


KmsProvider.get_key_last_usage = get_key_last_usage


@around("kms", *USES)
def record_or_only_try(proceed, context, request):
    if request.get("DryRun") and "IGNORE_CIPHERTEXT" in request.get("DryRunModifiers", ()):
        try_without_ciphertext(context, request)
    real = {name: value for name, value in request.items() if name not in ("DryRun", "DryRunModifiers")}
    answer = proceed(context, real)
    if request.get("DryRun"):
        raise DryRunOperationException("The request would have succeeded, but the DryRun option is set.")
    for member in ("KeyId", "SourceKeyId"):
        if answer.get(member):
            key = find_key(answer[member], context.account_id, context.region)
            record_use(key, context.operation.name, context.request_id)
    return answer


def try_without_ciphertext(context, request):
    name = request.get("KeyId") or request.get("SourceKeyId")
    if not name:
        raise ValidationException("A key must be named when the ciphertext is ignored.")
    key = find_key(name, context.account_id, context.region)
    require_enabled(key)
    require_symmetric(key, context.operation.name)
    raise DryRunOperationException("The request would have succeeded, but the DryRun option is set.")


@around("kms", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext")
def refuse_other_kinds(proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    require_enabled(key)
    require_symmetric(key, context.operation.name)
    return proceed(context, request)
