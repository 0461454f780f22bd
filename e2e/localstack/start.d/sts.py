# Sessions: their names are checked, their source identity is answered, and they are known to the policies.
import re

from callers import Caller, remember_session
from localstack.services.sts.provider import ValidationError
from operations import around


# "a string of characters consisting of upper- and lower-case alphanumeric characters with no spaces": ASCII alone.
NAME = re.compile(r"[\w+=,.@-]*", re.ASCII)


def require_name(name, member):
    if name is None:
        return
    if len(name) < 2:
        fault = "Member must have length greater than or equal to 2"
    elif len(name) > 64:
        fault = "Member must have length less than or equal to 64"
    elif not NAME.fullmatch(name):
        fault = f"Member must satisfy regular expression pattern: {NAME.pattern}"
    else:
        return
    raise ValidationError(
        f"1 validation error detected: Value '{name}' at '{member}' failed to satisfy constraint: {fault}"
    )


@around("sts", "AssumeRole")
def assume_role(proceed, context, request):
    require_name(request.get("RoleSessionName"), "roleSessionName")
    require_name(request.get("SourceIdentity"), "sourceIdentity")
    seconds = request.get("DurationSeconds", 3600)
    if not 900 <= seconds <= 43200:
        raise ValidationError(
            f"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: "
            "Member must have value between 900 and 43200"
        )
    answer = proceed(context, request)
    if identity := request.get("SourceIdentity"):
        answer["SourceIdentity"] = identity
    session = answer["AssumedRoleUser"]["Arn"]
    caller = Caller(session.split(":")[4], session, request["RoleArn"])
    remember_session(answer["Credentials"]["AccessKeyId"], caller)
    return answer
