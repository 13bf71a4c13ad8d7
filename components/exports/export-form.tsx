"use client";
// Asks for a file of what the page before showed, in one of two formats.
import { FileDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ExportWish, RequestExportAct } from "#components/exports/export-actions.ts";
import { exportsHref } from "#components/exports/export-href.ts";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ExportFormat } from "#lib/shared/exports.ts";
import type { Place } from "#lib/web/place.ts";

export interface ExportFormProps extends Omit<ExportWish, "format"> {
  place: Place;
  request: RequestExportAct;
}

export function ExportForm({ place, request, subject, question }: ExportFormProps) {
  const router = useRouter();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const { pending, runAloud } = useAct(request);
  const ask = async () => {
    if (await runAloud(place, { subject, format, question })) router.push(exportsHref(place));
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Segmented
        label="Format"
        value={format}
        onValueChange={setFormat}
        segments={[
          { value: "csv", label: "CSV" },
          { value: "json", label: "JSON" },
        ]}
      />
      <Button pending={pending} onClick={() => void ask()}>
        <FileDown />
        Make the file
      </Button>
    </div>
  );
}
