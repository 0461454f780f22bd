"""Objects and uploads, as the S3 corrections look them up."""

from localstack.aws.api import RequestContext, ServiceException
from localstack.services.s3.models import S3Bucket, S3DeleteMarker, S3Multipart, S3Object, s3_stores
from localstack.services.s3.utils import extract_bucket_key_version_id_from_copy_source


def find_bucket(context: RequestContext, name: str) -> S3Bucket | None:
    store = s3_stores[context.account_id][context.region]
    if bucket := store.buckets.get(name):
        return bucket
    owner = store.global_bucket_map.get(name)
    return s3_stores[owner][context.region].buckets.get(name) if owner else None


def find_object(bucket: S3Bucket, key: str, version_id: str | None = None) -> S3Object | None:
    if version_id and bucket.versioning_status:
        found = bucket.objects.get(key, version_id)
    else:
        found = bucket.objects.get(key)
    return None if isinstance(found, S3DeleteMarker) else found


def find_upload(bucket: S3Bucket, request) -> S3Multipart | None:
    return bucket.multiparts.get(request.get("UploadId"))


def copy_source(context: RequestContext, request) -> tuple[S3Bucket, S3Object, str, bool] | None:
    """The bucket and object a copy reads, the object's ARN, and whether the request names a version."""
    try:
        name, key, version_id = extract_bucket_key_version_id_from_copy_source(request.get("CopySource"))
    except ServiceException:
        return None
    bucket = find_bucket(context, name)
    found = find_object(bucket, key, version_id) if bucket else None
    return (bucket, found, object_arn(name, key), bool(version_id)) if found else None


def object_arn(bucket: str, key: str) -> str:
    return f"arn:aws:s3:::{bucket}/{key}"


def is_kms(encryption: str | None) -> bool:
    return bool(encryption) and encryption.startswith("aws:kms")
