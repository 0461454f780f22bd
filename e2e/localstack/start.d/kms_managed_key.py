# aws/s3: an AWS managed key in each Region, made when first needed, always rotated, not to be changed.
import json

from keys import S3_KEY_ALIAS, caller_and_key, is_aws_managed, refusal, set_rotation
from localstack.services.kms.exceptions import AccessDeniedException
from localstack.services.kms.models import kms_stores
from localstack.services.kms.provider import KmsProvider
from operations import before

READS = {
    "DescribeKey",
    "GetKeyLastUsage",
    "GetKeyPolicy",
    "GetKeyRotationStatus",
    "ListAliases",
    "ListGrants",
    "ListKeyPolicies",
    "ListKeyRotations",
    "ListResourceTags",
}

make_reserved_alias = KmsProvider._create_alias_if_reserved_and_not_exists


def policy_of_s3_key(account_id, region):
    def statement(sid, principal, actions, **more):
        return {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, "Resource": "*", **more}

    through_s3 = {"StringEquals": {"kms:CallerAccount": account_id, "kms:ViaService": f"s3.{region}.amazonaws.com"}}
    uses = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    looks = ["kms:Describe*", "kms:Get*", "kms:List*"]
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Id": "auto-s3-2",
            "Statement": [
                statement("Allow access through S3 for all principals in the account", "*", uses, Condition=through_s3),
                statement("Allow direct access to key metadata to the account", f"arn:aws:iam::{account_id}:root", looks),
            ],
        }
    )


def create_alias_if_reserved_and_not_exists(account_id, region_name, alias_name):
    store = kms_stores[account_id][region_name]
    if alias_name in store.aliases:
        return
    make_reserved_alias(account_id, region_name, alias_name)
    if alias_name not in store.aliases:
        return
    key = store.keys[store.aliases[alias_name].metadata["TargetKeyId"]]
    key.metadata["KeyManager"] = "AWS"
    set_rotation(key, 365)
    if alias_name == S3_KEY_ALIAS:
        key.metadata["Description"] = "Default key that protects my S3 objects when no other key is defined"
        key.policy = policy_of_s3_key(account_id, region_name)


KmsProvider._create_alias_if_reserved_and_not_exists = staticmethod(create_alias_if_reserved_and_not_exists)


@before("kms")
def refuse_changes(context, request):
    operation = context.operation.name
    if operation in READS:
        return
    for member in ("KeyId", "TargetKeyId", "SourceKeyId", "DestinationKeyId"):
        caller, key = caller_and_key(context, request[member]) if request.get(member) else (None, None)
        if key and is_aws_managed(key):
            action = f"kms:{operation}"
            why = f"because no resource-based policy allows the {action} action"
            raise AccessDeniedException(refusal(caller, action, key.metadata["Arn"], why))
