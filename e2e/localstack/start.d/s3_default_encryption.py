# Bucket defaults: DSSE takes a key, SSE-C can be blocked, and deleting the setting goes back to SSE-S3.
from localstack.aws.api.s3 import InvalidArgument
from localstack.services.s3.constants import DEFAULT_BUCKET_ENCRYPTION
from localstack.services.s3.exceptions import MalformedXML
from objects import find_bucket, is_kms
from operations import around

ALGORITHMS = ("AES256", "aws:kms", "aws:kms:dsse")

# In place: LocalStack knows an untouched default by its identity.
DEFAULT_BUCKET_ENCRYPTION["BlockedEncryptionTypes"] = {"EncryptionType": ["SSE-C"]}


def require_valid(rule):
    default = rule.get("ApplyServerSideEncryptionByDefault")
    blocked = rule.get("BlockedEncryptionTypes", {}).get("EncryptionType", ["NONE"])
    if default is None and "BlockedEncryptionTypes" not in rule:
        raise MalformedXML()
    if default is not None and default.get("SSEAlgorithm") not in ALGORITHMS:
        raise MalformedXML()
    if blocked not in (["SSE-C"], ["NONE"]):
        raise MalformedXML()
    if default and "KMSMasterKeyID" in default and not is_kms(default["SSEAlgorithm"]):
        raise InvalidArgument(
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
            ArgumentName="ApplyServerSideEncryptionByDefault",
        )


@around("s3", "PutBucketEncryption")
def put_bucket_encryption(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    if bucket is None:
        return proceed(context, request)
    rules = request["ServerSideEncryptionConfiguration"].get("Rules") or []
    if len(rules) != 1:
        raise MalformedXML()
    require_valid(rules[0])
    bucket.encryption_rule = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
        "BucketKeyEnabled": False,
        **rules[0],
    }


@around("s3", "DeleteBucketEncryption")
def delete_bucket_encryption(proceed, context, request):
    answer = proceed(context, request)
    find_bucket(context, request["Bucket"]).encryption_rule = DEFAULT_BUCKET_ENCRYPTION
    return answer
