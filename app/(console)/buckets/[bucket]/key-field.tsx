import { useState } from "react";
import { fromVisible, objectKeyProblem, toVisible } from "#lib/s3/object-key.ts";

/**
 * The key that a file is to be stored under, with what cannot be seen spelled out, and read so as well. What is typed
 * stands as it is until the field is left; until then the line below spells it out.
 */
export function KeyField({
  id,
  label,
  value,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (key: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = objectKeyProblem(value);
  const spelled = toVisible(value);
  const text = typed ?? spelled;
  const note = problem ?? noteOn(text, spelled);
  return (
    <div className="min-w-0 flex-[1_1_20rem]">
      <input
        aria-describedby={note === null ? undefined : `${id}-note`}
        aria-invalid={problem !== null}
        aria-label={label}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        className="h-8 w-full rounded-md border border-edge bg-panel px-2.5 font-mono text-sm"
        onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(fromVisible(event.target.value));
        }}
        spellCheck={false}
        value={text}
      />
      {note !== null && (
        <p className={`mt-1 text-sm wrap-anywhere ${problem === null ? "text-dim" : "text-bad"}`} id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}

function noteOn(text: string, spelled: string): string | null {
  if (text !== spelled) return `Will be stored as ${spelled}`;
  return text.includes("⟪") ? "⟪U+…⟫ stands for one character that could not be seen or told apart." : null;
}
