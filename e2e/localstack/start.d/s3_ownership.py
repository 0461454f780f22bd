# BucketOwnerEnforced turns ACLs off: it is refused while an ACL lets somebody else in, and refuses new ones afterwards.
from localstack.aws.api import CommonServiceException
from objects import find_bucket
from operations import around

ENFORCED = "BucketOwnerEnforced"
OWN_ACLS = (None, "private", "bucket-owner-full-control")


def lets_others_in(acl):
    owner = (acl.get("Owner") or {}).get("ID")
    return any((grant.get("Grantee") or {}).get("ID") != owner for grant in acl.get("Grants") or [])


@around("s3", "PutBucketOwnershipControls")
def refuse_to_enforce_over_an_acl(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    rules = (request.get("OwnershipControls") or {}).get("Rules") or [{}]
    if bucket and rules[0].get("ObjectOwnership") == ENFORCED and lets_others_in(bucket.acl or {}):
        message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        raise CommonServiceException("InvalidBucketAclWithObjectOwnership", message, status_code=400)
    return proceed(context, request)


@around("s3", "PutBucketAcl")
def refuse_acls_that_have_no_effect(proceed, context, request):
    bucket = find_bucket(context, request["Bucket"])
    policy = request.get("AccessControlPolicy")
    grants = any(name.startswith("Grant") and value for name, value in request.items())
    own = request.get("ACL") in OWN_ACLS and not grants and not (policy and lets_others_in(policy))
    if bucket and bucket.object_ownership == ENFORCED and not own:
        raise CommonServiceException(
            "AccessControlListNotSupported", "The bucket does not allow ACLs", status_code=400
        )
    return proceed(context, request)
