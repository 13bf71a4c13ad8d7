// The text of a mail, with its link ready to be copied and handed on.
import { CopyButton } from "#components/feedback/copy-button.tsx";

export function MailContent({ text }: { text: string }) {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  return (
    <div className="grid gap-3 rounded-lg bg-muted/60 p-3">
      <p className="whitespace-pre-line break-words text-ui">{text}</p>
      {link ? (
        <div>
          <CopyButton value={link} label="Copy the link" showLabel variant="outline" />
        </div>
      ) : null}
    </div>
  );
}
