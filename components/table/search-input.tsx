"use client";
// The search of a list.
import { SearchField } from "#components/table/search-field.tsx";
import { useSearchText } from "#components/table/use-search-text.ts";

export function SearchInput({ placeholder, label }: { placeholder: string; label?: string }) {
  const { text, type, send } = useSearchText();
  return (
    <SearchField
      label={label ?? placeholder}
      placeholder={placeholder}
      value={text}
      onChange={type}
      onEnter={() => send(text)}
    />
  );
}
