// To the page that takes over keys from an earlier system.
import { Upload } from "lucide-react";
import { ButtonLink } from "#components/ui/button.tsx";

export function ImportKeysLink({ base }: { base: string }) {
  return (
    <ButtonLink href={`${base}/import`} variant="outline">
      <Upload />
      Import
    </ButtonLink>
  );
}
