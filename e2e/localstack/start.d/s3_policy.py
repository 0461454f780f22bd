# What a bucket policy denies is denied, for every operation on the bucket.
from actions import actions_of
from callers import caller_of
from keys import DENIED_BY_POLICY, refusal
from localstack.aws.api import CommonServiceException
from objects import copy_source, find_bucket, object_arn
from operations import around, before
from policies import caller_conditions, decides

SSE = "s3:x-amz-server-side-encryption"
LATER_STEPS = ("UploadPart", "UploadPartCopy", "CompleteMultipartUpload")
# The account's root can always do this, so that nobody is locked out of a bucket, and a test can undo its own denial.
NEVER_DENIED_TO_ROOT = ("PutBucketPolicy", "DeleteBucketPolicy")
JUDGED_ELSEWHERE = ("CreateBucket", "DeleteObjects")
REQUEST_CONDITIONS = {"Prefix": "s3:prefix", "Delimiter": "s3:delimiter", "VersionId": "s3:versionid"}


def conditions_of(context, request, bucket, caller):
    conditions = caller_conditions(caller) | {"s3:resourceaccount": bucket.bucket_account_id}
    fields = context.request.form if context.operation.name == "PostObject" else context.request.headers
    conditions |= {f"s3:{name.lower()}": value for name, value in fields.items() if name.lower().startswith("x-amz-")}
    key = conditions.get(f"{SSE}-aws-kms-key-id")
    if key and not key.startswith("arn:"):
        resource = key if key.startswith("alias/") else f"key/{key}"
        arn = f"arn:aws:kms:{bucket.bucket_region}:{bucket.bucket_account_id}:{resource}"
        conditions[f"{SSE}-aws-kms-key-id"] = arn
    for member, name in REQUEST_CONDITIONS.items():
        if request.get(member) is not None:
            conditions[name] = str(request[member])
    return conditions


def asks_about_sse(statement):
    blocks = (statement.get("Condition") or {}).values()
    return any(key.lower().startswith(SSE) for block in blocks for key in block)


def refuse(context, request, bucket, action, resource, ignoring=None):
    caller = caller_of(context)
    conditions = conditions_of(context, request, bucket, caller)
    if decides(bucket.policy, "Deny", action, resource, caller, conditions, ignoring):
        message = refusal(caller, action, f'"{resource}"', DENIED_BY_POLICY)
        raise CommonServiceException("AccessDenied", message, status_code=403)


@before("s3")
def refuse_what_the_bucket_policy_denies(context, request):
    operation = context.operation.name
    if request.get("CopySource") and (source := copy_source(context, request)):
        bucket, _, arn, versioned = source
        if bucket.policy:
            refuse(context, request, bucket, "s3:GetObjectVersion" if versioned else "s3:GetObject", arn)
    bucket = find_bucket(context, request["Bucket"]) if request.get("Bucket") else None
    if not bucket or not bucket.policy or operation in JUDGED_ELSEWHERE:
        return
    if operation in NEVER_DENIED_TO_ROOT and caller_of(context).is_root:
        return
    key = context.request.form.get("key") if operation == "PostObject" else request.get("Key")
    resource = object_arn(bucket.name, key) if key else f"arn:aws:s3:::{bucket.name}"
    # The request that began the upload was judged by its SSE headers; the later ones carry none.
    ignoring = asks_about_sse if operation in LATER_STEPS else None
    for action in actions_of(operation, versioned=bool(request.get("VersionId"))):
        refuse(context, request, bucket, action, resource, ignoring)


@around("s3", "DeleteObjects")
def delete_what_is_not_denied(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    if not bucket or not bucket.policy:
        return proceed(context, request)
    allowed, errors = [], []
    for one in request["Delete"].get("Objects", []):
        action = "s3:DeleteObjectVersion" if one.get("VersionId") else "s3:DeleteObject"
        try:
            refuse(context, request, bucket, action, object_arn(bucket.name, one["Key"]))
            allowed.append(one)
        except CommonServiceException as error:
            errors.append({**one, "Code": error.code, "Message": error.message})
    if not errors:
        return proceed(context, request)
    answer = proceed(context, {**request, "Delete": {**request["Delete"], "Objects": allowed}}) if allowed else {}
    return {**answer, "Errors": [*answer.get("Errors", []), *errors]}
