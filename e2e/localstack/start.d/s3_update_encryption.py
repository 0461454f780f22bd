# UpdateObjectEncryption: changes the encryption of an object where it lies, except from and to DSSE.
from keys import use_key_for_s3
from localstack.aws.api import CommonServiceException, handler
from localstack.services.s3.exceptions import InvalidRequest
from localstack.services.s3.provider import S3Provider
from objects import object_arn

SOURCES = ("AES256", "aws:kms")


@handler("UpdateObjectEncryption", expand=False)
def update_object_encryption(self, context, request):
    _, bucket = self._get_cross_account_bucket(
        context, request["Bucket"], expected_bucket_owner=request.get("ExpectedBucketOwner")
    )
    stored = bucket.get_object(request["Key"], request.get("VersionId"), http_method="PUT")
    target = (request.get("ObjectEncryption") or {}).get("SSEKMS")
    if not target:
        raise InvalidRequest(
            "The UpdateObjectEncryption operation doesn't support updating the encryption type to DSSE-KMS or SSE-C."
        )
    if stored.encryption not in SOURCES:
        raise InvalidRequest(
            "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or "
            "SSE-C."
        )
    name = target.get("KMSKeyArn") or ""
    if not name.startswith("arn:") or ":key/" not in name:
        raise InvalidRequest("The KMS key must be named by its full key ARN.")
    if stored.is_locked():
        raise CommonServiceException(
            "AccessDenied", "Access Denied because object protected by object lock.", status_code=403
        )
    where = (bucket.bucket_account_id, bucket.bucket_region, object_arn(bucket.name, request["Key"]))
    if stored.encryption == "aws:kms":
        use_key_for_s3(stored.kms_key_id, "Decrypt", *where)
    key = use_key_for_s3(name, "GenerateDataKey", *where)
    stored.encryption = "aws:kms"
    stored.kms_key_id = key.metadata["Arn"]
    stored.bucket_key_enabled = bool(target.get("BucketKeyEnabled"))
    return {}


S3Provider.update_object_encryption = update_object_encryption
