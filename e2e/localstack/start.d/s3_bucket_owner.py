# A request that expects another owner of its bucket, or of the source of a copy, is refused, for every operation.
from localstack.aws.api import CommonServiceException
from objects import copy_source, find_bucket
from operations import before


@before("s3")
def refuse_where_the_owner_is_another(context, request):
    if owner := request.get("ExpectedBucketOwner"):
        expect_owner(find_bucket(context, request["Bucket"]), owner)
    if (owner := request.get("ExpectedSourceBucketOwner")) and (source := copy_source(context, request)):
        expect_owner(source[0], owner)


def expect_owner(bucket, owner):
    if bucket and bucket.bucket_account_id != owner:
        raise CommonServiceException("AccessDenied", "Access Denied", status_code=403)
