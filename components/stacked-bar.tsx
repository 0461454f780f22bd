import { EncryptionMark } from "./encryption-mark.tsx";
import { type MarkType, TONES } from "./encryption-tone.ts";
import { Count } from "./quantity.tsx";

/** How many lie under which encryption; the legend says in words what the bar shows in lengths. */
export function StackedBar({ parts }: { parts: { type: MarkType; label: string; count: number }[] }) {
  const present = parts.filter(({ count }) => count > 0);
  return (
    <div className="min-w-0">
      <div
        aria-hidden="true"
        className="flex h-2.5 gap-0.5 overflow-hidden rounded-sm bg-raise forced-color-adjust-none print-color-adjust-exact"
      >
        {present.map(({ type, label, count }) => (
          <div className={`min-w-[3px] basis-0 ${TONES[type].fill}`} key={label} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-[18px] gap-y-1">
        {parts.map(({ type, label, count }) => (
          <li className="flex items-center gap-1.5 text-dim" key={label}>
            <EncryptionMark size={14} type={type} />
            <b className="font-[600] text-text">
              <Count value={count} />
            </b>
            <span className={TONES[type].text}>{label}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
