# S3 Control: what an account blocks of public access. Nothing else of that service is here.
from callers import caller_of
from keys import refusal
from localstack.aws.api import CommonServiceException
from operations import around

FIELDS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")

_blocks: dict[str, dict[str, bool]] = {}


def account_of(context, request, action):
    """The account of the request, which has to be the caller's own."""
    account = request["AccountId"]
    if account != context.account_id:
        message = refusal(caller_of(context), f"s3:{action}", "this resource", "because no identity-based policy allows it")
        raise CommonServiceException("AccessDenied", message, status_code=403)
    return account


@around("s3control", "GetPublicAccessBlock")
def get_public_access_block(_proceed, context, request):
    account = account_of(context, request, "GetAccountPublicAccessBlock")
    if account not in _blocks:
        message = "The public access block configuration was not found"
        raise CommonServiceException("NoSuchPublicAccessBlockConfiguration", message, status_code=404)
    return {"PublicAccessBlockConfiguration": _blocks[account]}


@around("s3control", "PutPublicAccessBlock")
def put_public_access_block(_proceed, context, request):
    account = account_of(context, request, "PutAccountPublicAccessBlock")
    given = request.get("PublicAccessBlockConfiguration") or {}
    # What is not said is off.
    _blocks[account] = {field: bool(given.get(field)) for field in FIELDS}
    return {}


@around("s3control", "DeletePublicAccessBlock")
def delete_public_access_block(_proceed, context, request):
    _blocks.pop(account_of(context, request, "PutAccountPublicAccessBlock"), None)
    return {}
