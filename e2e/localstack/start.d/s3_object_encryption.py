# What encrypts an object: the request or else the bucket's default, with the key it means at that moment.
import base64
import json

from keys import S3_KEY_ALIAS, use_key_for_s3
from localstack.aws.api.s3 import InvalidArgument
from localstack.services.s3 import provider
from localstack.services.s3.constants import DEFAULT_BUCKET_ENCRYPTION
from localstack.services.s3.provider import EncryptionParameters
from objects import copy_source, find_bucket, find_object, find_upload, is_kms, object_arn
from operations import around, current_request

ALGORITHMS = ("AES256", "aws:kms", "aws:kms:dsse")
SSE = "x-amz-server-side-encryption"
SSE_HEADERS = (SSE, f"{SSE}-aws-kms-key-id", f"{SSE}-context", f"{SSE}-bucket-key-enabled")


def refuse_contradictions(request):
    algorithm, key = request.get("ServerSideEncryption"), request.get("SSEKMSKeyId")
    if algorithm is not None and algorithm not in ALGORITHMS:
        raise InvalidArgument(
            "The encryption method specified is not supported", ArgumentName=SSE, ArgumentValue=algorithm
        )
    if key is not None and not is_kms(algorithm):
        raise InvalidArgument(
            f"Server Side Encryption with AWS KMS managed key requires HTTP header {SSE} : aws:kms", ArgumentName=SSE
        )


def get_encryption_parameters_from_request_and_bucket(request, s3_bucket, store):
    if request.get("SSECustomerAlgorithm") or request.get("SSECustomerKey"):
        return EncryptionParameters(None, None, False)
    refuse_contradictions(request)
    rule = s3_bucket.encryption_rule or DEFAULT_BUCKET_ENCRYPTION
    default = rule["ApplyServerSideEncryptionByDefault"]
    algorithm = request.get("ServerSideEncryption") or default["SSEAlgorithm"]
    if not is_kms(algorithm):
        return EncryptionParameters(algorithm, None, False)
    by_header = request.get("ServerSideEncryption") is not None
    name = (request.get("SSEKMSKeyId") if by_header else default.get("KMSMasterKeyID")) or S3_KEY_ALIAS
    asked = request.get("BucketKeyEnabled")
    bucket_key = algorithm == "aws:kms" and (rule.get("BucketKeyEnabled") if asked is None else asked)
    key = use_key_for_s3(
        name,
        "GenerateDataKey",
        current_request.get().account_id,
        s3_bucket.bucket_region,
        f"arn:aws:s3:::{s3_bucket.name}" if bucket_key else object_arn(s3_bucket.name, request.get("Key") or ""),
    )
    return EncryptionParameters(algorithm, key.metadata["Arn"], bucket_key)


def add_encryption_to_response(response, s3_object):
    if not s3_object.encryption:
        return
    response["ServerSideEncryption"] = s3_object.encryption
    if is_kms(s3_object.encryption):
        response["SSEKMSKeyId"] = s3_object.kms_key_id
    if s3_object.encryption == "aws:kms" and s3_object.bucket_key_enabled:
        response["BucketKeyEnabled"] = True


provider.get_encryption_parameters_from_request_and_bucket = get_encryption_parameters_from_request_and_bucket
provider.add_encryption_to_response = add_encryption_to_response
# Every use of a key is checked here, the effective one and not only the one the request names.
provider.validate_kms_key_id = lambda *_, **__: None


def decrypt(bucket, stored, arn):
    if stored and is_kms(stored.encryption):
        # With a bucket key the context is the bucket's ARN: the object's without its key.
        arn = arn.split("/", 1)[0] if stored.bucket_key_enabled else arn
        use_key_for_s3(stored.kms_key_id, "Decrypt", bucket.bucket_account_id, bucket.bucket_region, arn)


@around("s3", "GetObject", "HeadObject")
def read(proceed, context, request):
    headers = context.request.headers
    for header in SSE_HEADERS:
        if header in headers:
            raise InvalidArgument(f"{header} header is not supported for this operation.", ArgumentName=header)
    asks_for_checksum = (request.get("ChecksumMode") or "").upper() == "ENABLED"
    bucket = find_bucket(context, request["Bucket"])
    if bucket and (context.operation.name == "GetObject" or asks_for_checksum):
        stored = find_object(bucket, request["Key"], request.get("VersionId"))
        decrypt(bucket, stored, object_arn(bucket.name, request["Key"]))
    return proceed(context, request)


@around("s3", "CopyObject", "UploadPartCopy")
def read_source(proceed, context, request):
    if source := copy_source(context, request):
        bucket, stored, arn, _ = source
        decrypt(bucket, stored, arn)
    return proceed(context, request)


@around("s3", "UploadPart", "UploadPartCopy", "ListParts")
def read_data_key_of_upload(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    if bucket and (upload := find_upload(bucket, request)):
        decrypt(bucket, upload.object, object_arn(bucket.name, request["Key"]))
    return proceed(context, request)


def is_context(value):
    try:
        context = json.loads(base64.b64decode(value, validate=True))
    except ValueError:
        return False
    return isinstance(context, dict) and all(isinstance(one, str) for one in context.values())


@around("s3", "PutObject", "CopyObject", "CreateMultipartUpload")
def answer_context(proceed, context, request):
    given = request.get("SSEKMSEncryptionContext")
    if given is not None and not is_context(given):
        raise InvalidArgument(
            f"The header '{SSE}-context' shall be Base64-encoded UTF-8 string holding JSON which represents a "
            "string-string map",
            ArgumentName=f"{SSE}-context",
        )
    answer = proceed(context, request)
    if given is not None and is_kms(answer.get("ServerSideEncryption")):
        answer["SSEKMSEncryptionContext"] = given
    return answer
