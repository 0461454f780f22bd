"""Who sent a request."""

from dataclasses import dataclass

from localstack.aws.api import RequestContext
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.iam.models import iam_backends


@dataclass(frozen=True)
class Caller:
    account_id: str
    arn: str
    role_arn: str | None = None

    @property
    def principal_arn(self) -> str:
        """What aws:PrincipalArn holds: the role, not its session."""
        return self.role_arn or self.arn

    @property
    def principals(self) -> set[str]:
        """What a policy may call this caller."""
        root = f"arn:aws:iam::{self.account_id}:root"
        return {"*", self.account_id, root, self.arn, self.principal_arn}


    @property
    def is_root(self) -> bool:
        return self.arn == f"arn:aws:iam::{self.account_id}:root"


_sessions: dict[str, Caller] = {}


def remember_session(access_key_id: str, caller: Caller) -> None:
    _sessions[access_key_id] = caller


def identity_policies_of(caller: Caller) -> list[str]:
    """The policies of the user or role that calls, inline and attached; those of a user's groups are not looked at."""
    backend = iam_backends[caller.account_id]["aws"]
    known = [*backend.users.values(), *backend.roles.values()]
    return [
        document
        for identity in known
        if identity.arn == caller.principal_arn
        for document in [*identity.policies.values(), *(one.document for one in identity.managed_policies.values())]
    ]


def caller_of(context: RequestContext) -> Caller:
    """Any access key that nobody issued is the account's root."""
    credential = context.request.args.get("X-Amz-Credential")
    key = credential.split("/")[0] if credential else extract_access_key_id_from_auth_header(context.request.headers)
    if key in _sessions:
        return _sessions[key]
    user = iam_backends[context.account_id]["aws"].get_user_from_access_key_id(key) if key else None
    return Caller(context.account_id, user.arn if user else f"arn:aws:iam::{context.account_id}:root")
