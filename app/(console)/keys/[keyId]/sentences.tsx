/** Sentences one below the other. */
export function Sentences({ all }: { all: readonly string[] }) {
  return (
    <ul className="list-disc pl-4 wrap-anywhere">
      {all.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
