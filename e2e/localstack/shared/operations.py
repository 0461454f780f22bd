"""Puts corrections around the operations of a service, whatever their providers look like."""

from collections import defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial

from localstack.aws.api import RequestContext
from localstack.aws.skeleton import ServiceRequestDispatcher
from localstack.utils.patch import patch

_around: dict[tuple[str, str], list[Callable]] = defaultdict(list)
_before: dict[str, list[Callable]] = defaultdict(list)

current_request: ContextVar[RequestContext] = ContextVar("current_request")


def before(service: str):
    """The decorated `check(context, request)` sees every request to the service first, and may raise."""

    def register(check):
        _before[service].append(check)
        return check

    return register


def around(service: str, *operations: str):
    """The decorated `correction(proceed, context, request)` answers in the operation's place."""

    def register(correction):
        for operation in operations:
            _around[service, operation].append(correction)
        return correction

    return register


@patch(ServiceRequestDispatcher.__call__)
def _dispatch(original, dispatcher, context, request):
    service = context.service.service_name
    request = {} if request is None else request
    token = current_request.set(context)
    try:
        for check in _before.get(service, ()):
            check(context, request)
        proceed = partial(original, dispatcher)
        for correction in _around.get((service, dispatcher.operation), ()):
            proceed = partial(correction, proceed)
        return proceed(context, request)
    finally:
        current_request.reset(token)
