import { KeyName } from "#components/key-name.tsx";
import { Tag } from "#components/tag.tsx";
import { type Lifecycle, lifecycleInWords } from "#lib/s3/lifecycle.ts";
import { type KmsReplication, type Replication, replicationInWords } from "#lib/s3/replication.ts";
import { getLifecycle, getReplication } from "#lib/s3/settings-read.ts";
import { SettingRow } from "./setting-row.tsx";

/** What becomes of objects that are there: shown, not changed here. */
export function AgingSettings({ bucket }: { bucket: string }) {
  return (
    <>
      <SettingRow
        ask={(aws) => getLifecycle(aws, bucket)}
        bucket={bucket}
        id="lifecycle"
        title="Lifecycle"
        unknown="What happens to old objects is not known"
      >
        {(lifecycle) => <LifecycleFact lifecycle={lifecycle} />}
      </SettingRow>
      <SettingRow
        ask={(aws) => getReplication(aws, bucket)}
        bucket={bucket}
        id="replication"
        title="Replication"
        unknown="What is replicated is not known"
      >
        {(replication) => <ReplicationFact replication={replication} />}
      </SettingRow>
    </>
  );
}

function LifecycleFact({ lifecycle: { rules } }: { lifecycle: Lifecycle }) {
  const words = rules.map(lifecycleInWords);
  const aborts = rules.some((rule) => rule.Status === "Enabled" && rule.AbortIncompleteMultipartUpload !== undefined);
  return (
    <div className="grid gap-3">
      {words.length === 0 && (
        <p>No rules: objects, versions and unfinished uploads stay until somebody deletes them.</p>
      )}
      {words.map(({ name, enabled, about, effects }) => (
        <div className="wrap-anywhere" key={`${name} ${about} ${effects.join(" ")}`}>
          <p>
            <span className="font-[550]">{name}</span> {!enabled && <Tag>disabled</Tag>}{" "}
            <span className="text-dim">{about}</span>
          </p>
          <ul className="list-disc pl-5">
            {effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        </div>
      ))}
      {words.length > 0 && !aborts && (
        <p className="text-dim">No rule removes unfinished uploads: their parts are stored and paid for.</p>
      )}
    </div>
  );
}

function ReplicationFact({ replication }: { replication: Replication | null }) {
  if (replication === null) return <p>Off: nothing is copied to another bucket.</p>;
  return (
    <div className="grid gap-3">
      {replication.rules
        .map(replicationInWords)
        .map(({ name, enabled, about, targetBucket, account, kms, deleteMarkers }) => (
          <div className="wrap-anywhere" key={`${name} ${about} ${targetBucket}`}>
            <p>
              <span className="font-[550]">{name}</span> {!enabled && <Tag>disabled</Tag>}{" "}
              <span className="text-dim">
                {about} to {targetBucket}
                {account !== null && ` of account ${account}`}
                {deleteMarkers && ", delete markers too"}
              </span>
            </p>
            <KmsFact kms={kms} />
          </div>
        ))}
      <p className="text-dim">
        A replica keeps its source’s type of encryption: the target’s default is not applied to it. As role{" "}
        <code className="font-mono text-sm wrap-anywhere">{replication.role}</code>.
      </p>
    </div>
  );
}

function KmsFact({ kms }: { kms: KmsReplication }) {
  if (!kms.selected) {
    return (
      <p>
        <Tag tone="warn">KMS objects left out</Tag> Objects under SSE-KMS and DSSE-KMS are not replicated by this rule.
      </p>
    );
  }
  return (
    <p>
      Objects under SSE-KMS and DSSE-KMS are selected.{" "}
      {kms.replicaKeyId === null ? (
        <Tag tone="bad">no replica key</Tag>
      ) : (
        <>
          Replica key as written, which S3 did not check: <KeyName alias={null} arn={kms.replicaKeyId} />
        </>
      )}
    </p>
  );
}
