"use client";
import { type ReactNode, useId, useState } from "react";
import { useListbox } from "./listbox.ts";
import { Option, Options } from "./options.tsx";
import { AWS_MANAGED, entriesOf, entryOfArn, type PickerEntry, type PickerKey, problemOf } from "./picker-key.ts";
import { Field } from "./ui/field.tsx";

/**
 * Chooses a key by alias, id or ARN, or takes the ARN of one in another account. Submits the ARN under `name`, "" for aws/s3,
 * nothing while none is chosen. A text that is left in the field and names no key chooses none, and says why.
 */
export function KeyPicker({
  keys,
  region,
  name,
  label = "KMS key",
  description = `Keys of ${region}. A key of another account: type its whole ARN.`,
  error,
  awsManaged = false,
  defaultValue,
  value,
  onChange,
}: {
  keys: PickerKey[];
  /** Where the bucket is, and so its key. */
  region: string;
  name: string;
  label?: string;
  description?: ReactNode;
  error?: string[] | undefined;
  /** Offers the AWS managed key, aws/s3, too. */
  awsManaged?: boolean;
  defaultValue?: string | null;
  value?: string | null;
  onChange?: (arn: string | null) => void;
}) {
  const list = useId();
  const [own, setOwn] = useState(defaultValue ?? null);
  /** What is typed, open or left; null where the field shows what is chosen. */
  const [query, setQuery] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const chosen = value === undefined ? own : value;
  const offer = { keys, region, awsManaged };
  const entries = entriesOf(offer, query ?? "");
  const { active, setActive, onKey } = useListbox({
    count: entries.length,
    isDisabled: (index) => entries[index]?.usable !== true,
    onChoose: (index) => choose(entries[index]),
  });
  const problem = query === null || open ? null : problemOf(offer, query);

  function take(arn: string | null) {
    setOwn(arn);
    onChange?.(arn);
  }

  function choose(entry: PickerEntry | null | undefined) {
    if (!entry?.usable) return;
    close();
    take(entry.value);
  }

  function close() {
    setQuery(null);
    setOpen(false);
  }

  /** What stays in the field is what counts: a key that was chosen before is chosen no more. */
  function leave() {
    if (!open) return;
    const text = query ?? "";
    const entry = entryOfArn(offer, text);
    if (entry !== null) choose(entry);
    else if (text.trim() === "") close();
    else {
      setOpen(false);
      take(null);
    }
  }

  function begin(text: string) {
    const matching = entriesOf(offer, text);
    setActive(
      Math.max(
        0,
        matching.findIndex((entry) => entry.usable && (text !== "" || entry.value === chosen)),
      ),
    );
    setQuery(text);
    setOpen(true);
  }

  return (
    // In the place of the description, so that what is reached for on leaving does not move.
    <Field
      description={problem === null ? description : undefined}
      error={problem === null ? error : [problem]}
      label={label}
      name={name}
    >
      {({ name: _submittedBelow, ...control }) => (
        <div className="relative">
          {chosen !== null && <input name={name} type="hidden" value={chosen} />}
          <input
            {...control}
            aria-activedescendant={open && active >= 0 ? `${list}${active}` : undefined}
            aria-autocomplete="list"
            aria-controls={list}
            aria-expanded={open}
            autoCapitalize="none"
            autoComplete="off"
            className="control w-full font-mono text-sm"
            onBlur={leave}
            onChange={(event) => begin(event.target.value)}
            onClick={() => begin(query ?? "")}
            onKeyDown={(event) => {
              if (!open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
                event.preventDefault();
                begin(query ?? "");
                return;
              }
              if (!open) return;
              if (event.key === "Escape") {
                event.preventDefault();
                close();
                return;
              }
              onKey(event);
            }}
            placeholder={chosen === null ? "Alias, key id or ARN" : nameOf(chosen, keys)}
            role="combobox"
            spellCheck={false}
            type="text"
            value={query ?? (chosen === null ? "" : nameOf(chosen, keys))}
          />
          <Options
            className={`absolute inset-x-0 top-full z-30 mt-1 max-h-72 rounded-md border border-line bg-panel p-1 shadow-lg ${open ? "" : "hidden"}`}
            id={list}
            label={label}
          >
            {entries.map((entry, index) => (
              <Option
                active={index === active}
                disabled={!entry.usable}
                id={`${list}${index}`}
                key={entry.value}
                onChoose={() => choose(entry)}
                onPoint={() => setActive(index)}
                selected={entry.value === chosen}
              >
                <span className="block font-mono text-sm wrap-anywhere">{entry.name}</span>
                <span className={`block text-xs ${entry.usable ? "text-dim" : "text-warn"}`}>{entry.detail}</span>
              </Option>
            ))}
            {entries.length === 0 && (
              <Option disabled id={`${list}none`} selected={false}>
                No key of {region} in this account matches. A key of another account: type its whole ARN.
              </Option>
            )}
          </Options>
        </div>
      )}
    </Field>
  );
}

function nameOf(value: string, keys: PickerKey[]): string {
  if (value === AWS_MANAGED) return "aws/s3 (AWS managed key)";
  const key = keys.find(({ arn }) => arn === value);
  if (key === undefined) return value;
  return key.alias === null ? key.keyId : `${key.alias} …${key.keyId.slice(-8)}`;
}
