"use client";
// The search of a list of keys. A pasted key is looked up by itself and never stands in the address.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Act, attempt } from "#components/form/act.ts";
import { isIssuedForm, mayBeSecret } from "#components/keys/list/secret-form.ts";
import { SearchField } from "#components/table/search-field.tsx";
import { useSearchText } from "#components/table/use-search-text.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import type { KeyView } from "#lib/keys/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface KeySearchProps {
  place: Place;
  /** The address under which keys have their pages. */
  base: string;
  lookup: Act<{ key: string }, KeyView>;
}

export function KeySearch({ place, base, lookup }: KeySearchProps) {
  const router = useRouter();
  const search = useSearchText();
  const [notice, setNotice] = useState<string | null>(null);
  /** A pasted text that no key has as its secret; it may be a long name after all. */
  const [unknown, setUnknown] = useState<string | null>(null);

  const find = async (secret: string) => {
    search.clear();
    setUnknown(null);
    setNotice("Looking for the key…");
    const result = await attempt(lookup, place, { key: secret });
    if (result.ok) {
      setNotice(null);
      return router.push(`${base}/${result.data.id}`);
    }
    setNotice(result.error.code === "not_found" ? "No key here has this secret." : result.error.message);
    if (!isIssuedForm(secret)) setUnknown(secret);
  };
  const forget = () => {
    setNotice(null);
    setUnknown(null);
  };
  const searchNamesFor = (text: string) => {
    forget();
    search.setText(text);
    search.send(text);
  };
  return (
    <SearchField
      label="Search keys"
      placeholder="Name, e-mail, last four, or paste a key"
      value={search.text}
      onChange={(text) => {
        if (isIssuedForm(text)) return void find(text.trim());
        forget();
        search.type(text);
      }}
      onEnter={() => searchNamesFor(search.text)}
      onPaste={(text) => {
        if (!mayBeSecret(text)) return false;
        void find(text);
        return true;
      }}
    >
      <span role="status" className={cn("block text-muted-foreground text-xs", notice && "pt-1.5")}>
        {notice}{" "}
        {unknown ? (
          <Button variant="link" size="inline" className="text-xs" onClick={() => searchNamesFor(unknown)}>
            Search names for it
          </Button>
        ) : null}
      </span>
    </SearchField>
  );
}
