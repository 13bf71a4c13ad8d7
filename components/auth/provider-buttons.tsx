"use client";
// Signing in by somebody who vouches for the person; shown when at least one is set up.
import { useState } from "react";
import { signInWithProvider } from "#components/auth/auth-calls.ts";
import { ProviderMark } from "#components/auth/provider-mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";

export interface ProviderButtonsProps {
  providers: { id: string; name: string }[];
  /** The path to come back to. */
  next: string;
}

export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (providers.length === 0) return null;
  const go = async (id: string) => {
    setChosen(id);
    try {
      await signInWithProvider(id, next);
    } catch {
      setChosen(null);
      toast.error("Keyhold could not be reached. Try again.");
    }
  };
  return (
    <div className="grid gap-2">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="outline"
          size="lg"
          pending={chosen === id}
          disabled={chosen !== null}
          onClick={() => void go(id)}
        >
          <ProviderMark id={id} /> Continue with {name}
        </Button>
      ))}
      <p className="flex items-center gap-3 pt-1 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
    </div>
  );
}
