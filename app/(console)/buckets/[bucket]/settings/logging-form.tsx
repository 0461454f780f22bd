"use client";
import { useId, useState } from "react";
import { ChoiceField, Field, SelectField, TextField } from "#components/ui/field.tsx";
import { toTerraformSetting } from "#lib/commands/terraform-bucket.ts";
import { loggingResource } from "#lib/commands/terraform-records.ts";
import { type Logging, LOGGING_LOSS, loggingInWords, toPutBucketLogging } from "#lib/s3/logging.ts";
import { setLoggingAction } from "./actions.ts";
import { SettingForm } from "./setting-form.tsx";

const FORMATS = [
  { value: "EventTime", label: "By account, Region, bucket and day of the event" },
  { value: "DeliveryTime", label: "By account, Region, bucket and time of delivery" },
  { value: "flat", label: "Prefix, then the time of delivery" },
];

/** Where the access log goes. Whether the target can take it is asked before anything is sent. */
export function LoggingForm({
  bucket,
  region,
  current,
  targets,
}: {
  bucket: string;
  region: string;
  current: Logging | null;
  /** The names of buckets that may come into question. */
  targets: string[];
}) {
  const list = useId();
  const [log, setLog] = useState<"on" | "off">(current === null ? "off" : "on");
  const [target, setTarget] = useState(current?.targetBucket ?? "");
  const [prefix, setPrefix] = useState(current?.prefix ?? `${bucket}/`);
  const [format, setFormat] = useState<string>(current === null ? "EventTime" : (current.partitionedBy ?? "flat"));
  const next: Logging | null =
    log === "off"
      ? null
      : {
          targetBucket: target,
          prefix,
          partitionedBy: format === "EventTime" || format === "DeliveryTime" ? format : null,
          grants: current?.grants ?? [],
        };
  const [before, after] = [loggingInWords(current), loggingInWords(next)];
  const input = toPutBucketLogging(bucket, next);
  const change =
    before === after || (next !== null && target === "")
      ? null
      : {
          call: { service: "s3api", operation: "PutBucketLogging", region, input } as const,
          terraform: next === null ? null : toTerraformSetting(region, input, loggingResource),
          before,
          after,
          losses: next === null ? [LOGGING_LOSS] : [],
          effects:
            target === bucket && next !== null
              ? ["The log goes into the bucket that it is about: each log object is logged again, without end."]
              : [],
        };
  return (
    <SettingForm
      action={setLoggingAction}
      bucket={bucket}
      change={change}
      idle={log === "on" && target === "" ? "Name a target bucket." : "This is so already."}
      seen={before}
      verb={log === "off" ? "Turn the log off" : "Set the log"}
      words={{ thing: "the access log" }}
    >
      {(fields) => (
        <>
          <ChoiceField
            columns
            legend="Server access log"
            name="log"
            onChange={setLog}
            options={[
              { value: "on", label: "Write it" },
              { value: "off", label: "Do not write it" },
            ]}
            value={log}
          />
          {log === "on" && (
            <>
              <Field
                description={`A bucket of this account in ${region}, whose default is SSE-S3 and which holds no new object by Object Lock. All of that is checked before anything is sent.`}
                error={fields.targetBucket}
                label="Target bucket"
                name="targetBucket"
              >
                {(control) => (
                  <>
                    <input
                      {...control}
                      autoCapitalize="none"
                      autoComplete="off"
                      className="control w-full font-mono"
                      list={list}
                      onChange={(event) => setTarget(event.target.value.trim())}
                      spellCheck={false}
                      type="text"
                      value={target}
                    />
                    <datalist id={list}>
                      {targets.map((name) => (
                        <option key={name}>{name}</option>
                      ))}
                    </datalist>
                  </>
                )}
              </Field>
              <TextField
                error={fields.prefix}
                label="Prefix"
                mono
                name="prefix"
                onChange={(event) => setPrefix(event.target.value)}
                optional
                value={prefix}
              />
              <SelectField
                description="Partitioned keys are what Athena and lifecycle rules can pick days from."
                label="Keys of the log objects"
                name="format"
                onChange={(event) => setFormat(event.target.value)}
                options={FORMATS}
                value={format}
              />
            </>
          )}
        </>
      )}
    </SettingForm>
  );
}
