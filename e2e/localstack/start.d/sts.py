# Sessions: their names are checked, their source identity is answered, and they are known to the policies.
from callers import Caller, remember_session
from localstack.services.sts.provider import ValidationError
from operations import around


def require_length(name, member, least, most):
    if name is None or least <= len(name) <= most:
        return
    bound = f"greater than or equal to {least}" if len(name) < least else f"less than or equal to {most}"
    raise ValidationError(
        f"1 validation error detected: Value '{name}' at '{member}' failed to satisfy constraint: "
        f"Member must have length {bound}"
    )


@around("sts", "AssumeRole")
def assume_role(proceed, context, request):
    require_length(request.get("RoleSessionName"), "roleSessionName", 2, 64)
    require_length(request.get("SourceIdentity"), "sourceIdentity", 2, 64)
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
