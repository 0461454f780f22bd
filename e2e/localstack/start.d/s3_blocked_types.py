# A bucket that blocks SSE-C refuses uploads that bring a key of their own.
from callers import caller_of
from keys import refusal
from localstack.aws.api import CommonServiceException
from objects import find_bucket, object_arn
from operations import around

WHY = (
    "because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys "
    "(SSE-C). Please specify a different server-side encryption type"
)


@around("s3", "PutObject", "CopyObject", "CreateMultipartUpload")
def refuse_blocked(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    if bucket and (request.get("SSECustomerAlgorithm") or request.get("SSECustomerKey")):
        blocked = (bucket.encryption_rule or {}).get("BlockedEncryptionTypes", {})
        if "SSE-C" in blocked.get("EncryptionType", []):
            resource = f'"{object_arn(bucket.name, request["Key"])}"'
            message = refusal(caller_of(context), "s3:PutObject", resource, WHY)
            raise CommonServiceException("AccessDenied", message, status_code=403)
    return proceed(context, request)
