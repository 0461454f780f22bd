# What an identity-based policy of a user or a role denies is denied. What none allows is not looked at.
from actions import actions_of
from callers import caller_of, identity_policies_of
from keys import DENIED_BY_IDENTITY, caller_and_key, named_keys, refusal
from localstack.aws.api import CommonServiceException
from localstack.services.kms.exceptions import AccessDeniedException
from objects import object_arn
from operations import before
from policies import MalformedPolicy, caller_conditions, decides

# A bucket's requests of the same names, for the account.
OF_ACCOUNT = {
    "GetPublicAccessBlock": ["s3:GetAccountPublicAccessBlock"],
    "PutPublicAccessBlock": ["s3:PutAccountPublicAccessBlock"],
    "DeletePublicAccessBlock": ["s3:PutAccountPublicAccessBlock"],
}


def denied(caller, action, resource):
    try:
        conditions = caller_conditions(caller)
        return any(decides(one, "Deny", action, resource, caller, conditions) for one in identity_policies_of(caller))
    except MalformedPolicy:
        return False


def refuse(caller, actions, resource):
    for action in actions:
        if denied(caller, action, resource):
            message = refusal(caller, action, f'"{resource}"', DENIED_BY_IDENTITY)
            raise CommonServiceException("AccessDenied", message, status_code=403)


@before("s3")
def refuse_s3(context, request):
    bucket, key = request.get("Bucket"), request.get("Key")
    resource = object_arn(bucket, key) if bucket and key else f"arn:aws:s3:::{bucket}"
    actions = actions_of(context.operation.name, versioned=bool(request.get("VersionId")))
    refuse(caller_of(context), actions, resource if bucket else "*")


@before("s3control")
def refuse_s3_control(context, _request):
    refuse(caller_of(context), OF_ACCOUNT.get(context.operation.name, []), "*")


@before("kms")
def refuse_kms(context, request):
    operation = context.operation.name
    concerned = [(action, caller_and_key(context, name)[1]) for action, name in named_keys(operation, request)]
    resources = [(f"kms:{action}", key.metadata["Arn"]) for action, key in concerned if key]
    if alias := request.get("AliasName"):
        resources.append((f"kms:{operation}", f"arn:aws:kms:{context.region}:{context.account_id}:{alias}"))
    caller = caller_of(context)
    for action, resource in resources or [(f"kms:{operation}", "*")]:
        if denied(caller, action, resource):
            raise AccessDeniedException(refusal(caller, action, resource, DENIED_BY_IDENTITY))


@before("sts")
def refuse_sts(context, request):
    operation, caller = context.operation.name, caller_of(context)
    # GetCallerIdentity needs no permission, and no policy takes it away.
    if operation == "GetCallerIdentity":
        return
    refuse(caller, [f"sts:{operation}"], request.get("RoleArn") or "*")
