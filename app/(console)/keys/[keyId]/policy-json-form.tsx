"use client";
import { useRef, useState } from "react";
import { TextAreaField } from "#components/ui/field.tsx";
import { Notice } from "#components/notice.tsx";
import { checkKeyPolicy, type PolicyFinding } from "#lib/kms/policy-lint.ts";
import { undoneOf } from "#lib/kms/policy-undo.ts";
import { PolicyChange } from "./policy-change.tsx";
import type { PolicyEditorProps } from "./policy-editor.tsx";

/** A key policy as its text, with what is wrong line by line. */
export function PolicyJsonForm(props: PolicyEditorProps & { onDone: (commands: string[]) => void }) {
  const [text, setText] = useState(props.policy);
  const area = useRef<HTMLTextAreaElement>(null);
  const findings = checkKeyPolicy(text, props.arn);
  const isMoved = props.began !== props.policy;

  function goTo({ line, column }: PolicyFinding) {
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
  }

  return (
    <PolicyChange
      {...props}
      after={text}
      hidden={isMoved ? { began: props.began } : {}}
      isReady
      moved={
        isMoved && (
          <Notice live title="The policy is another than the one that this text began from" tone="warn">
            The text stays as it was typed. The difference below is from the policy that is in force now.
          </Notice>
        )
      }
      undone={isMoved ? undoneOf(props.began, props.policy, text) : []}
    >
      {(fields) => (
        <div className="grid gap-3 [&>div:first-child]:max-w-[96ch]">
          <TextAreaField
            autoCapitalize="none"
            autoComplete="off"
            description="Sent as it stands here, spaces and new lines included; they count towards the 32 KB that KMS takes."
            error={fields["policy"]}
            label="Key policy"
            mono
            name="policy"
            onChange={(event) => setText(event.target.value)}
            ref={area}
            rows={Math.min(32, text.split("\n").length + 1)}
            spellCheck={false}
            value={text}
            wrap="off"
          />
          {findings.length > 0 && (
            <ul aria-label="What is wrong, by line" aria-live="polite" className="grid max-w-[96ch] gap-1">
              {findings.map((finding) => (
                <li
                  className={finding.kind === "error" ? "text-bad" : "text-warn"}
                  key={`${finding.line}:${finding.column}:${finding.message}`}
                >
                  <button className="link" onClick={() => goTo(finding)} type="button">
                    Line {finding.line}
                    {finding.column > 1 && `, column ${finding.column}`}
                  </button>
                  : {finding.message}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </PolicyChange>
  );
}
