import { type ComponentProps, type ReactNode, useId } from "react";
import { EncryptionMark } from "../encryption-mark.tsx";
import type { MarkType } from "../encryption-tone.ts";
import { type Control, FieldError, type FieldProps, Help, wire } from "./field-wiring.tsx";

/** A label, a control, a line of help and its errors, wired together. */
export function Field({
  label,
  name,
  description,
  error,
  optional = false,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const { control, help, faults } = wire({ id, name, description, error });
  return (
    <div className="flex max-w-[68ch] min-w-0 flex-col gap-1">
      <label className="font-[550]" htmlFor={id}>
        {label}
        {optional && <span className="font-normal text-dim"> · optional</span>}
      </label>
      {children(control)}
      <Help id={help}>{description}</Help>
      <FieldError id={faults} messages={error} />
    </div>
  );
}

/** Ids, ARNs and policies are read letter by letter, hence `mono`. */
type Look = { mono?: boolean };

export function TextField({
  label,
  name,
  description,
  error,
  optional,
  mono = false,
  ...rest
}: FieldProps & Look & Omit<ComponentProps<"input">, keyof FieldProps>) {
  return (
    <Field description={description} error={error} label={label} name={name} optional={optional}>
      {(control) => (
        <input type="text" {...rest} {...control} className={`control w-full ${mono ? "font-mono" : ""}`} />
      )}
    </Field>
  );
}

export function TextAreaField({
  label,
  name,
  description,
  error,
  optional,
  mono = false,
  rows = 6,
  ...rest
}: FieldProps & Look & Omit<ComponentProps<"textarea">, keyof FieldProps>) {
  return (
    <Field description={description} error={error} label={label} name={name} optional={optional}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          className={`control w-full resize-y ${mono ? "font-mono text-sm" : ""}`}
          rows={rows}
        />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  name,
  description,
  error,
  optional,
  options,
  ...rest
}: FieldProps & {
  options: { value: string; label: string; disabled?: boolean }[];
} & Omit<ComponentProps<"select">, keyof FieldProps>) {
  return (
    <Field description={description} error={error} label={label} name={name} optional={optional}>
      {(control) => (
        <select {...rest} {...control} className="control w-full">
          {options.map((option) => (
            <option disabled={option.disabled} key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckboxField({
  label,
  name,
  description,
  error,
  ...rest
}: Omit<FieldProps, "optional"> & Omit<ComponentProps<"input">, keyof FieldProps | "type">) {
  const id = useId();
  const { control, help, faults } = wire({ id, name, description, error });
  return (
    <div className="max-w-[68ch]">
      <label className="flex min-h-6 items-start gap-2">
        <input {...rest} {...control} className="mt-[3px] shrink-0" type="checkbox" />
        <span className="font-[550]">{label}</span>
      </label>
      <div className="ml-[22px]">
        <Help id={help}>{description}</Help>
        <FieldError id={faults} messages={error} />
      </div>
    </div>
  );
}

/** One of a few, each with a sentence on what it means. */
export function ChoiceField<Value extends string>({
  legend,
  name,
  options,
  value,
  defaultValue,
  onChange,
  description,
  error,
  columns = false,
}: {
  legend: ReactNode;
  name: string;
  options: { value: Value; label: ReactNode; description?: ReactNode; mark?: MarkType; disabled?: boolean }[];
  value?: Value;
  defaultValue?: Value;
  onChange?: (value: Value) => void;
  description?: ReactNode;
  error?: string[] | undefined;
  /** Side by side where there is room. */
  columns?: boolean;
}) {
  const id = useId();
  const { control, help, faults } = wire({ id, name, description, error });
  return (
    <fieldset aria-describedby={control["aria-describedby"]} className="min-w-0">
      <legend className="mb-1 font-[550]">{legend}</legend>
      <Help id={help}>{description}</Help>
      <div
        className={`mt-1 grid gap-2 ${columns ? "sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))]" : "max-w-[68ch]"}`}
      >
        {options.map((option) => (
          <label
            className="flex items-start gap-2.5 rounded-md border border-line bg-panel px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-disabled:text-dim has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent"
            key={option.value}
          >
            <input
              aria-describedby={option.description === undefined ? undefined : `${id}${option.value}`}
              aria-labelledby={`${id}${option.value}label`}
              className="mt-[3px] shrink-0 outline-none"
              disabled={option.disabled}
              name={name}
              type="radio"
              value={option.value}
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value, readOnly: onChange === undefined })}
              {...(onChange === undefined ? {} : { onChange: () => onChange(option.value) })}
            />
            <span className="min-w-0">
              <span className="flex items-center gap-1.5 font-[550]" id={`${id}${option.value}label`}>
                {option.mark !== undefined && <EncryptionMark type={option.mark} />}
                {option.label}
              </span>
              {option.description !== undefined && (
                <span className="block text-sm text-dim" id={`${id}${option.value}`}>
                  {option.description}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={faults} messages={error} />
    </fieldset>
  );
}
