"use client";
// Where the keys come from: a file or pasted text, how their hashes were made, and for whom they are.
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import {
  HMAC_KEY_ENCODINGS,
  type HmacKeyEncoding,
  STORED_FORMATS,
  type StoredFormat,
} from "#lib/shared/stored-formats.ts";

export interface ImportSource {
  text: string;
  /** Empty: rows say it themselves. */
  format: StoredFormat | "";
  hmacKey: string;
  hmacKeyEncoding: HmacKeyEncoding;
  /** Of rows that name none. */
  tenant: string;
  legacy: boolean;
}

export const EMPTY_SOURCE: ImportSource = {
  text: "",
  format: "",
  hmacKey: "",
  hmacKeyEncoding: "utf8",
  tenant: "",
  legacy: false,
};

const EXAMPLE = "name,hash,scopes,expires_at\nfrontend,9f86d081…,logs:write,never";
const ENCODING_WORDS: Record<HmacKeyEncoding, string> = { utf8: "Text", hex: "Hex", base64: "Base64" };

export interface SourceFieldsProps {
  source: ImportSource;
  onChange: (source: ImportSource) => void;
  /** Whether rows may be of any tenant. */
  ofAnyTenant: boolean;
}

export function SourceFields({ source, onChange, ofAnyTenant }: SourceFieldsProps) {
  const set = (change: Partial<ImportSource>) => onChange({ ...source, ...change });
  const take = async (file: File | undefined) => {
    if (file) set({ text: await file.text() });
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <Field label="File" description="CSV with a line of column names, or JSON with a list of objects.">
        <Input
          type="file"
          accept=".csv,.json,.txt,text/csv,application/json"
          className="h-auto! cursor-pointer py-1.5 file:mr-3 file:rounded-md file:border file:border-border file:bg-muted file:px-2 file:py-0.5 file:text-xs"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </Field>
      <Field
        label="Or paste it"
        description="Columns: name, hash or secret, format, start (the secret’s first characters, for bcrypt and argon2id), scopes, limits, expires_at, owner_email, tags, environment, metadata, legacy, created_at."
      >
        <Textarea
          spellCheck={false}
          className="max-h-64 font-mono text-xs"
          rows={5}
          placeholder={EXAMPLE}
          value={source.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How hashes were made" description="Where a row has no format of its own.">
          <NativeSelect
            value={source.format}
            onChange={(event) => set({ format: event.target.value as ImportSource["format"] })}
          >
            <option value="">Every row says it</option>
            {STORED_FORMATS.map((format) => (
              <option key={format}>{format}</option>
            ))}
          </NativeSelect>
        </Field>
        {ofAnyTenant ? (
          <Field label="Tenant" hint="Optional" description="Of rows that name none, by id or client id.">
            <Input
              autoComplete="off"
              spellCheck={false}
              placeholder="acme_corp"
              value={source.tenant}
              onChange={(event) => set({ tenant: event.target.value })}
            />
          </Field>
        ) : null}
      </div>
      {source.format.startsWith("hmac") ? (
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <Field label="Key of the HMACs" required description="Kept sealed until every key was seen once.">
            <Input
              type="password"
              autoComplete="off"
              value={source.hmacKey}
              onChange={(event) => set({ hmacKey: event.target.value })}
            />
          </Field>
          <Field label="Written as">
            <NativeSelect
              value={source.hmacKeyEncoding}
              onChange={(event) => set({ hmacKeyEncoding: event.target.value as HmacKeyEncoding })}
            >
              {HMAC_KEY_ENCODINGS.map((encoding) => (
                <option key={encoding} value={encoding}>
                  {ENCODING_WORDS[encoding]}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </div>
      ) : null}
      <CheckboxLine
        checked={source.legacy}
        onChange={(legacy) => set({ legacy })}
        label="Mark them as legacy"
        description="For keys that are to be replaced, such as one that a whole company shares. Their calls are counted apart."
      />
    </div>
  );
}
