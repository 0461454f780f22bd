# ABAC of buckets: read, set, and in the way of PutBucketTagging once it is on.
from localstack.aws.api import CommonServiceException
from objects import find_bucket
from operations import around

_enabled: set[str] = set()


def bucket_of(context, request):
    bucket = find_bucket(context, request["Bucket"])
    if not bucket:
        raise CommonServiceException("NoSuchBucket", "The specified bucket does not exist", status_code=404)
    return bucket


@around("s3", "GetBucketAbac")
def get_bucket_abac(_proceed, context, request):
    return {"AbacStatus": {"Status": "Enabled" if bucket_of(context, request).name in _enabled else "Disabled"}}


@around("s3", "PutBucketAbac")
def put_bucket_abac(_proceed, context, request):
    name = bucket_of(context, request).name
    if (request.get("AbacStatus") or {}).get("Status") == "Enabled":
        _enabled.add(name)
    else:
        _enabled.discard(name)
    return {}


@around("s3", "CreateBucket")
def forget_the_bucket_before(proceed, context, request):
    answer = proceed(context, request)
    _enabled.discard(request["Bucket"])
    return answer


@around("s3", "PutBucketTagging", "DeleteBucketTagging")
def refuse_under_abac(proceed, context, request):
    if request["Bucket"] in _enabled:
        message = "ABAC is enabled for this bucket: use TagResource or UntagResource."
        raise CommonServiceException("InvalidRequest", message, status_code=400)
    return proceed(context, request)
