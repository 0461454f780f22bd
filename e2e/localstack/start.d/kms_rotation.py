# Rotation: its bounds, its dates, the keys that have it, and its history.
from datetime import datetime

from keys import find_key, is_symmetric, require_enabled, set_rotation
from localstack.aws.api.kms import UnsupportedOperationException
from localstack.services.kms import models
from localstack.services.kms.exceptions import ValidationException
from localstack.services.kms.models import KmsKey
from localstack.services.kms.provider import KmsProvider
from localstack.utils.collections import PaginatedList
from localstack.utils.patch import patch
from operations import around

models.ON_DEMAND_ROTATION_LIMIT = 25
PERIOD_DAYS = range(90, 2561)


def history_of(key):
    """Every material of the key, oldest first; the first has no date."""
    if "rotations" not in vars(key):
        key.rotations = [{"KeyMaterialId": key.metadata.get("CurrentKeyMaterialId")}]
    return key.rotations


def refuse_unrotatable(key, origins=("AWS_KMS",)):
    arn, origin = key.metadata["Arn"], key.metadata["Origin"]
    if not is_symmetric(key):
        raise UnsupportedOperationException(f"{arn} is not a symmetric encryption key, the only kind that rotates.")
    if origin not in origins:
        raise UnsupportedOperationException(f"{arn} origin is {origin} which is not valid for this operation.")


@around("kms", "EnableKeyRotation")
def enable_key_rotation(_proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    refuse_unrotatable(key)
    require_enabled(key)
    days = request.get("RotationPeriodInDays", 365)
    if days not in PERIOD_DAYS:
        bound = "greater than or equal to 90" if days < 90 else "less than or equal to 2560"
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'rotationPeriodInDays' failed to satisfy constraint: "
            f"Member must have value {bound}"
        )
    set_rotation(key, days)


@around("kms", "DisableKeyRotation")
def disable_key_rotation(_proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    refuse_unrotatable(key)
    require_enabled(key)
    key.is_key_rotation_enabled = False
    key.next_rotation_date = None


@around("kms", "GetKeyRotationStatus")
def get_key_rotation_status(proceed, context, request):
    answer = proceed(context, request)
    key = find_key(answer["KeyId"], context.account_id, context.region)
    if key.metadata["KeyState"] == "PendingDeletion" or not answer["KeyRotationEnabled"]:
        return {"KeyId": answer["KeyId"], "KeyRotationEnabled": False}
    return answer


@around("kms", "RotateKeyOnDemand")
def refuse_other_kinds(proceed, context, request):
    key = find_key(request["KeyId"], context.account_id, context.region)
    refuse_unrotatable(key, origins=("AWS_KMS", "EXTERNAL"))
    require_enabled(key)
    return proceed(context, request)


@patch(KmsKey.rotate_key_on_demand)
def rotate_key_on_demand(original, key):
    rotations = history_of(key)
    original(key)
    rotations.append(
        {
            "KeyMaterialId": key.metadata["CurrentKeyMaterialId"],
            "RotationDate": datetime.now(),
            "RotationType": "ON_DEMAND",
        }
    )


@patch(KmsProvider.list_key_rotations)
def list_key_rotations(_original, _provider, context, key_id, include_key_material=None, limit=None, marker=None, **_):
    key = find_key(key_id, context.account_id, context.region)
    refuse_unrotatable(key, origins=("AWS_KMS", "EXTERNAL"))
    history = history_of(key)
    entries = [
        {**one, "KeyId": key.metadata["KeyId"], "KeyMaterialState": "CURRENT" if one is history[-1] else "NON_CURRENT"}
        for one in history
        if "RotationDate" in one or include_key_material == "ALL_KEY_MATERIAL"
    ]
    page, next_marker = PaginatedList(entries).get_page(
        lambda entry: entry["KeyMaterialId"], next_token=marker, page_size=limit or 100
    )
    return {"Rotations": page, "Truncated": bool(next_marker), **({"NextMarker": next_marker} if next_marker else {})}
