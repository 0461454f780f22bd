"""Which S3 action a policy knows an operation by."""

import re

_ACTIONS = {
    "CompleteMultipartUpload": ["PutObject"],
    "CopyObject": ["PutObject"],
    "CreateMultipartUpload": ["PutObject"],
    "DeleteBucketCors": ["PutBucketCORS"],
    "DeleteBucketEncryption": ["PutEncryptionConfiguration"],
    "DeleteBucketLifecycle": ["PutLifecycleConfiguration"],
    "DeleteBucketReplication": ["PutReplicationConfiguration"],
    "DeleteBucketTagging": ["PutBucketTagging"],
    "DeletePublicAccessBlock": ["PutBucketPublicAccessBlock"],
    "GetBucketAbac": ["GetBucketABAC"],
    "PutBucketAbac": ["PutBucketABAC"],
    "GetBucketAccelerateConfiguration": ["GetAccelerateConfiguration"],
    "GetBucketCors": ["GetBucketCORS"],
    "GetBucketEncryption": ["GetEncryptionConfiguration"],
    "GetBucketInventoryConfiguration": ["GetInventoryConfiguration"],
    "GetBucketLifecycleConfiguration": ["GetLifecycleConfiguration"],
    "GetBucketMetricsConfiguration": ["GetMetricsConfiguration"],
    "GetBucketNotificationConfiguration": ["GetBucketNotification"],
    "GetBucketReplication": ["GetReplicationConfiguration"],
    "GetObjectAttributes": ["GetObject", "GetObjectAttributes"],
    "GetObjectLockConfiguration": ["GetBucketObjectLockConfiguration"],
    "GetPublicAccessBlock": ["GetBucketPublicAccessBlock"],
    "HeadBucket": ["ListBucket"],
    "HeadObject": ["GetObject"],
    "ListBuckets": ["ListAllMyBuckets"],
    "ListBucketInventoryConfigurations": ["GetInventoryConfiguration"],
    "ListMultipartUploads": ["ListBucketMultipartUploads"],
    "ListObjects": ["ListBucket"],
    "ListObjectsV2": ["ListBucket"],
    "ListObjectVersions": ["ListBucketVersions"],
    "ListParts": ["ListMultipartUploadParts"],
    "PostObject": ["PutObject"],
    "PutBucketCors": ["PutBucketCORS"],
    "PutBucketEncryption": ["PutEncryptionConfiguration"],
    "PutBucketInventoryConfiguration": ["PutInventoryConfiguration"],
    "DeleteBucketInventoryConfiguration": ["PutInventoryConfiguration"],
    "PutBucketLifecycleConfiguration": ["PutLifecycleConfiguration"],
    "PutBucketNotificationConfiguration": ["PutBucketNotification"],
    "PutBucketReplication": ["PutReplicationConfiguration"],
    "PutObjectLockConfiguration": ["PutBucketObjectLockConfiguration"],
    "PutPublicAccessBlock": ["PutBucketPublicAccessBlock"],
    "UploadPart": ["PutObject"],
    "UploadPartCopy": ["PutObject"],
}
_VERSIONED = re.compile(r"^(Get|Put|Delete)Object(?=$|Acl|Attributes|Tagging)")
_OBJECT_ACTION = re.compile(
    r"s3:((Get|Put|Delete|Restore|Replicate|Update)Object(?!Lock)|AbortMultipartUpload|ListMultipartUploadParts"
    r"|BypassGovernanceRetention)",
    re.IGNORECASE,
)


def actions_of(operation: str, versioned: bool) -> list[str]:
    names = _ACTIONS.get(operation, [operation])
    if versioned:
        # A version is read by GetObjectVersion, GetObjectVersionTagging and so on.
        names = [_VERSIONED.sub(r"\1ObjectVersion", name) for name in names]
    return [f"s3:{name}" for name in names]


def is_object_action(action: str) -> bool:
    return _OBJECT_ACTION.match(action) is not None
