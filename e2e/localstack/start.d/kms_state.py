# The state of a key: what each state refuses, and what a cancelled deletion leaves behind.
from keys import find_key
from localstack.aws.api import CommonServiceException
from localstack.services.kms.exceptions import ValidationException
from operations import around

LEAST_DAYS, MOST_DAYS = 7, 30


def refuse(key, why):
    raise CommonServiceException("KMSInvalidStateException", f"{key.metadata['Arn']} is {why}.")


def is_pending_deletion(key):
    return key.metadata["KeyState"] in ("PendingDeletion", "PendingReplicaDeletion")


def has_replicas(key):
    regions = key.metadata.get("MultiRegionConfiguration") or {}
    return regions.get("MultiRegionKeyType") == "PRIMARY" and bool(regions.get("ReplicaKeys"))


def wait_for_replicas(key, days):
    """The waiting period begins, and gets a date, once the last replica is deleted, which never happens here."""
    key.metadata.update(KeyState="PendingReplicaDeletion", PendingDeletionWindowInDays=days)
    key.metadata.pop("DeletionDate", None)
    return {"KeyState": "PendingReplicaDeletion"}


@around("kms", "DisableKey", "EnableKey")
def refuse_what_is_pending(proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    if is_pending_deletion(key):
        refuse(key, "pending deletion")
    if key.metadata["KeyState"] == "PendingImport":
        refuse(key, "pending import")
    return proceed(context, request)


@around("kms", "ScheduleKeyDeletion")
def refuse_another_deletion(proceed, context, request):
    days = request.get("PendingWindowInDays")
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        bound = f"greater than or equal to {LEAST_DAYS}" if days < LEAST_DAYS else f"less than or equal to {MOST_DAYS}"
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: "
            f"Member must have value {bound}"
        )
    key = find_key(request["KeyId"], context.account_id, context.region)
    if is_pending_deletion(key):
        refuse(key, "pending deletion")
    answer = proceed(context, request)
    days = days or MOST_DAYS
    key.metadata["Enabled"] = False
    scheduled = wait_for_replicas(key, days) if has_replicas(key) else answer
    return {**scheduled, "KeyId": key.metadata["Arn"], "PendingWindowInDays": days}


@around("kms", "CancelKeyDeletion")
def leave_disabled(proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    if not is_pending_deletion(key):
        refuse(key, "not pending deletion")
    answer = proceed(context, request)
    key.metadata.pop("DeletionDate", None)
    key.metadata.pop("PendingDeletionWindowInDays", None)
    return {**answer, "KeyId": key.metadata["Arn"]}
