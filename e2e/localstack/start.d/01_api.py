# Operations and members that AWS added after this LocalStack.
from localstack.aws.spec import loader

REQUEST_HEADERS = {
    "RequestPayer": {"shape": "RequestPayer", "location": "header", "locationName": "x-amz-request-payer"},
    "ExpectedBucketOwner": {
        "shape": "AccountId",
        "location": "header",
        "locationName": "x-amz-expected-bucket-owner",
    },
    "ContentMD5": {"shape": "ContentMD5", "location": "header", "locationName": "Content-MD5"},
    "ChecksumAlgorithm": {
        "shape": "ChecksumAlgorithm",
        "location": "header",
        "locationName": "x-amz-sdk-checksum-algorithm",
    },
}

S3 = {
    "operations": {
        "UpdateObjectEncryption": {
            "name": "UpdateObjectEncryption",
            "http": {"method": "PUT", "requestUri": "/{Bucket}/{Key+}?encryption"},
            "input": {"shape": "UpdateObjectEncryptionRequest"},
            "output": {"shape": "UpdateObjectEncryptionResponse"},
        }
    },
    "shapes": {
        "UpdateObjectEncryptionRequest": {
            "type": "structure",
            "required": ["Bucket", "Key", "ObjectEncryption"],
            "members": {
                "Bucket": {"shape": "BucketName", "location": "uri", "locationName": "Bucket"},
                "Key": {"shape": "ObjectKey", "location": "uri", "locationName": "Key"},
                "VersionId": {"shape": "ObjectVersionId", "location": "querystring", "locationName": "versionId"},
                "ObjectEncryption": {"shape": "ObjectEncryption", "locationName": "ObjectEncryption"},
                **REQUEST_HEADERS,
            },
            "payload": "ObjectEncryption",
        },
        "UpdateObjectEncryptionResponse": {"type": "structure", "members": {}},
        "ObjectEncryption": {
            "type": "structure",
            "members": {"SSEKMS": {"shape": "SSEKMSEncryption", "locationName": "SSE-KMS"}},
        },
        "SSEKMSEncryption": {
            "type": "structure",
            "members": {"KMSKeyArn": {"shape": "SSEKMSKeyId"}, "BucketKeyEnabled": {"shape": "BucketKeyEnabled"}},
        },
    },
}

KMS = {
    "operations": {
        "GetKeyLastUsage": {
            "name": "GetKeyLastUsage",
            "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": "GetKeyLastUsageRequest"},
            "output": {"shape": "GetKeyLastUsageResponse"},
        }
    },
    "shapes": {
        "GetKeyLastUsageRequest": {"type": "structure", "members": {"KeyId": {"shape": "KeyIdType"}}},
        "GetKeyLastUsageResponse": {
            "type": "structure",
            "members": {
                "KeyId": {"shape": "KeyIdType"},
                "KeyLastUsage": {"shape": "KeyLastUsageData"},
                "TrackingStartDate": {"shape": "DateType"},
                "KeyCreationDate": {"shape": "DateType"},
            },
        },
        "KeyLastUsageData": {
            "type": "structure",
            "members": {
                "Operation": {"shape": "KeyIdType"},
                "Timestamp": {"shape": "DateType"},
                "CloudTrailEventId": {"shape": "KeyIdType"},
                "KmsRequestId": {"shape": "KeyIdType"},
            },
        },
        "DryRunModifierList": {"type": "list", "member": {"shape": "KeyIdType"}},
    },
}


def extend(name, additions):
    patches = loader.patches.setdefault(name, [])
    for section, members in additions.items():
        patches += [{"op": "add", "path": f"/{section}/{key}", "value": value} for key, value in members.items()]


extend("s3/2006-03-01/service-2", S3)
extend("kms/2014-11-01/service-2", KMS)
for request in ("DecryptRequest", "ReEncryptRequest"):
    loader.patches["kms/2014-11-01/service-2"].append(
        {"op": "add", "path": f"/shapes/{request}/members/DryRunModifiers", "value": {"shape": "DryRunModifierList"}}
    )
for shape, members in {
    "CreateGrantRequest": ("GranteeServicePrincipal", "RetiringServicePrincipal"),
    "GrantListEntry": ("GranteeServicePrincipal", "RetiringServicePrincipal"),
    "GrantConstraints": ("SourceArn",),
}.items():
    for member in members:
        loader.patches["kms/2014-11-01/service-2"].append(
            {"op": "add", "path": f"/shapes/{shape}/members/{member}", "value": {"shape": "KeyIdType"}}
        )
# Models loaded before this must be read again.
loader._cache.clear()
