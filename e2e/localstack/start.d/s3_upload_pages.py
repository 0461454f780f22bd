# Pages of incomplete uploads: LocalStack compares an encoded key with the marker as it was sent, and answers keys plain.
from urllib.parse import quote

from operations import around


@around("s3", "ListMultipartUploads")
def list_in_pages(proceed, context, request):
    answer = proceed(context, {name: value for name, value in request.items() if name != "EncodingType"})
    return encoded(answer) if request.get("EncodingType") == "url" else answer


def encoded(answer):
    markers = {name: quote(answer[name]) for name in ("Prefix", "KeyMarker", "NextKeyMarker") if answer.get(name)}
    uploads = [{**one, "Key": quote(one["Key"])} for one in answer.get("Uploads", [])]
    return {**answer, **markers, "Uploads": uploads, "EncodingType": "url"}
