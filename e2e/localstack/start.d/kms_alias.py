# Names of aliases, and what they may point to.
import re

from keys import caller_and_key, find_key, is_symmetric
from localstack.aws.api import CommonServiceException
from localstack.services.kms import provider
from localstack.services.kms.exceptions import ValidationException
from localstack.services.kms.models import kms_stores
from operations import around

validate_prefix = provider.validate_alias_name


def invalid(name, constraint):
    return ValidationException(
        f"1 validation error detected: Value '{name}' at 'aliasName' failed to satisfy constraint: Member must {constraint}"
    )


def validate_alias_name(alias_name):
    if not 1 <= len(alias_name) <= 256:
        raise invalid(alias_name[:256], "have length between 1 and 256")
    validate_prefix(alias_name)
    if not re.fullmatch(r"alias/[a-zA-Z0-9/_-]+", alias_name):
        raise invalid(alias_name, "satisfy regular expression pattern: ^alias/[a-zA-Z0-9/_-]+$")


provider.validate_alias_name = validate_alias_name


@around("kms", "CreateAlias", "UpdateAlias", "DeleteAlias")
def refuse_reserved(proceed, context, request):
    name = request.get("AliasName", "")
    validate_alias_name(name)
    if name.startswith("alias/aws/"):
        raise CommonServiceException("NotAuthorizedException", f"The alias prefix alias/aws/ is reserved: {name}")
    return proceed(context, request)


@around("kms", "UpdateAlias")
def keep_the_type(proceed, context, request):
    alias = kms_stores[context.account_id][context.region].aliases.get(request["AliasName"])
    _, new = caller_and_key(context, request["TargetKeyId"])
    if alias and new:
        old = find_key(alias.metadata["TargetKeyId"], context.account_id, context.region)
        if is_symmetric(old) != is_symmetric(new) or old.metadata["KeyUsage"] != new.metadata["KeyUsage"]:
            raise ValidationException(f"Alias {request['AliasName']} cannot point to a key of another type or usage.")
        request = {**request, "TargetKeyId": new.metadata["KeyId"]}
    return proceed(context, request)
