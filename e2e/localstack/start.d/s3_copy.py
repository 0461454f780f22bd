# CopyObject honours the conditions on its destination, and a matching ETag outweighs the date of the source.
from contextlib import nullcontext

from localstack.aws.api import CommonServiceException
from localstack.aws.api.s3 import PreconditionFailed
from localstack.services.s3.provider import (
    S3Provider,
    object_exists_for_precondition_write,
    verify_object_equality_precondition_write,
)
from localstack.utils.patch import patch
from objects import find_bucket
from operations import around


@patch(S3Provider.copy_object)
def copy_object(original, provider, context, request):
    if_match, if_none_match = request.get("IfMatch"), request.get("IfNoneMatch")
    if if_none_match not in (None, "*") or if_match == "*" or (if_match and if_none_match):
        raise CommonServiceException(
            "NotImplemented", "A header you provided implies functionality that is not implemented", status_code=501
        )
    bucket = find_bucket(context, request["Bucket"])
    conditional = bucket is not None and (if_match or if_none_match)
    with provider._preconditions_locks[bucket.name][request["Key"]] if conditional else nullcontext():
        if conditional and if_match:
            verify_object_equality_precondition_write(bucket, request["Key"], if_match)
        if conditional and if_none_match and object_exists_for_precondition_write(bucket, request["Key"]):
            raise PreconditionFailed(
                "At least one of the pre-conditions you specified did not hold", Condition="If-None-Match"
            )
        return original(provider, context, request)


@around("s3", "CopyObject")
def weigh_source_conditions(proceed, context, request):
    if request.get("CopySourceIfMatch"):
        request = {name: value for name, value in request.items() if name != "CopySourceIfUnmodifiedSince"}
    return proceed(context, request)
