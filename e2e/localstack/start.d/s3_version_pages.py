# Pages of versions: LocalStack never ends one where versions have no id, and loses keys that look otherwise encoded.
from urllib.parse import quote

from operations import around

MOST = 1000
PAGING = ("MaxKeys", "KeyMarker", "VersionIdMarker")


@around("s3", "ListObjectVersions")
def list_in_pages(proceed, context, request):
    if request.get("Delimiter"):
        return proceed(context, request)
    plain = {name: value for name, value in request.items() if name != "EncodingType"}
    whole = proceed(context, {name: value for name, value in plain.items() if name not in PAGING})
    versions = whole.get("Versions", [])
    if whole.get("IsTruncated") or whole.get("DeleteMarkers") or any(one["VersionId"] != "null" for one in versions):
        answer = proceed(context, plain)
    else:
        answer = {**whole, **page_of(versions, plain)}
    return encoded(answer) if request.get("EncodingType") == "url" else answer


def page_of(versions, request):
    marker, most = request.get("KeyMarker") or "", min(request.get("MaxKeys") or MOST, MOST)
    left = [one for one in versions if one["Key"] > marker]
    page = left[:most]
    answer = {"Versions": page, "MaxKeys": most, "KeyMarker": marker, "IsTruncated": len(page) < len(left)}
    if answer["IsTruncated"]:
        answer |= {"NextKeyMarker": page[-1]["Key"], "NextVersionIdMarker": "null"}
    return answer


def encoded(answer):
    markers = {name: quote(answer[name]) for name in ("Prefix", "KeyMarker", "NextKeyMarker") if answer.get(name)}
    lists = {
        name: [{**one, "Key": quote(one["Key"])} for one in answer[name]]
        for name in ("Versions", "DeleteMarkers")
        if name in answer
    }
    return {**answer, **markers, **lists, "EncodingType": "url"}
