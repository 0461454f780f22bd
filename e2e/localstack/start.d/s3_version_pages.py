# Pages of versions: LocalStack never ends one where versions have no id, repeats a version that was written in the same
# moment as the last one of a page, and loses keys that look otherwise encoded.
from urllib.parse import quote

from localstack.services.s3.utils import is_version_older_than_other
from operations import around

MOST = 1000
EVERY = 1_000_000
PAGING = ("MaxKeys", "KeyMarker", "VersionIdMarker")
LISTS = ("Versions", "DeleteMarkers")


@around("s3", "ListObjectVersions")
def list_in_pages(proceed, context, request):
    refused = request.get("VersionIdMarker") and not request.get("KeyMarker") or (request.get("MaxKeys") or 0) < 0
    if request.get("Delimiter") or refused:
        return proceed(context, request)
    plain = {name: value for name, value in request.items() if name != "EncodingType"}
    whole = proceed(context, {**{name: value for name, value in plain.items() if name not in PAGING}, "MaxKeys": EVERY})
    answer = page_of(whole, plain)
    return encoded(answer) if request.get("EncodingType") == "url" else answer


def page_of(whole, request):
    marker, most = request.get("KeyMarker") or "", min(request.get("MaxKeys") or MOST, MOST)
    entries = [(kind, one) for kind in LISTS for one in whole.get(kind, [])]
    # Sorting keeps the order of what was written in one moment.
    entries.sort(key=lambda entry: (entry[1]["Key"], not entry[1]["IsLatest"], -entry[1]["LastModified"].timestamp()))
    left = after(entries, marker, request.get("VersionIdMarker"))
    page = left[:most]
    rest = {name: value for name, value in whole.items() if name not in LISTS}
    lists = {kind: found for kind in LISTS if (found := [one for of, one in page if of == kind])}
    answer = {**rest, **lists, "MaxKeys": most, "KeyMarker": marker, "IsTruncated": len(page) < len(left)}
    if answer["IsTruncated"]:
        answer |= {"NextKeyMarker": page[-1][1]["Key"], "NextVersionIdMarker": page[-1][1]["VersionId"]}
    return answer


def after(entries, marker, version):
    later = [entry for entry in entries if entry[1]["Key"] > marker]
    own = [entry for entry in entries if version and entry[1]["Key"] == marker]
    ids = [one["VersionId"] for _, one in own]
    if version in ids:
        return own[ids.index(version) + 1 :] + later
    # The version that ended the page before was deleted since.
    return [entry for entry in own if is_version_older_than_other(entry[1]["VersionId"], version)] + later


def encoded(answer):
    markers = {name: quote(answer[name]) for name in ("Prefix", "KeyMarker", "NextKeyMarker") if answer.get(name)}
    lists = {name: [{**one, "Key": quote(one["Key"])} for one in answer[name]] for name in LISTS if name in answer}
    return {**answer, **markers, **lists, "EncodingType": "url"}
