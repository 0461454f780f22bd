import { Field } from "#components/ui/field.tsx";
import type { GrantParty } from "#lib/kms/grant.ts";

/** Who a grant is for, or who retires it: an IAM principal or an AWS service. */
export function PartyField({
  label,
  name,
  party,
  onChange,
  error,
  optional = false,
}: {
  label: string;
  name: string;
  party: GrantParty;
  onChange: (party: GrantParty) => void;
  error: string[] | undefined;
  optional?: boolean;
}) {
  return (
    <Field
      description={
        party.kind === "service"
          ? "The service’s principal name, with its source ARN below."
          : "The ARN of a role, a user or an account’s root; a session of a role ends, its role does not."
      }
      error={error}
      label={label}
      name={name}
      optional={optional}
    >
      {(control) => (
        <div className="flex flex-wrap gap-2">
          <select
            aria-label={`Kind of ${label.toLowerCase()}`}
            className="control w-auto"
            name={`${name}Kind`}
            onChange={(event) =>
              onChange({ ...party, kind: event.target.value === "service" ? "service" : "principal" })
            }
            value={party.kind}
          >
            <option value="principal">IAM principal</option>
            <option value="service">AWS service</option>
          </select>
          <input
            {...control}
            autoComplete="off"
            className="control min-w-0 flex-[1_1_16rem] font-mono"
            onChange={(event) => onChange({ ...party, name: event.target.value.trim() })}
            placeholder={
              party.kind === "service" ? "dynamodb.amazonaws.com" : "arn:aws:iam::123456789012:role/imaging-gateway"
            }
            spellCheck={false}
            type="text"
            value={party.name}
          />
        </div>
      )}
    </Field>
  );
}
