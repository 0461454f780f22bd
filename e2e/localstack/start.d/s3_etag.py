# The ETag of a KMS object or part is no MD5 of its data, but stays the same while the object does.
import secrets

from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore, EphemeralS3StoredObject
from localstack.utils.patch import patch
from objects import find_bucket, find_upload, is_kms
from operations import around


def new_etag():
    return secrets.token_hex(16)


@patch(EphemeralS3StoredObject.write)
def write(original, stored, stream):
    size = original(stored, stream)
    # The MD5 stays in the stored object: Content-MD5 is checked against it.
    if is_kms(getattr(stored.s3_object, "encryption", None)):
        stored.s3_object.etag = new_etag()
    return size


@patch(EphemeralS3ObjectStore.copy)
def copy(original, store, src_bucket, src_object, dest_bucket, dest_object):
    stored = original(store, src_bucket, src_object, dest_bucket, dest_object)
    if is_kms(dest_object.encryption):
        stored._etag = dest_object.etag or new_etag()
    return stored


@around("s3", "UploadPart", "UploadPartCopy")
def upload_part(proceed, context, request):
    answer = proceed(context, request)
    bucket = find_bucket(context, request["Bucket"])
    upload = find_upload(bucket, request)
    if upload and is_kms(upload.object.encryption):
        part = upload.parts[request["PartNumber"]]
        part.etag = new_etag()
        answer.get("CopyPartResult", answer)["ETag"] = part.quoted_etag
    return answer
