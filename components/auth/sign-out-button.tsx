"use client";
// Ends the session.
import { useState } from "react";
import { signOut } from "#components/auth/auth-calls.ts";
import { Button } from "#components/ui/button.tsx";

export function SignOutButton() {
  const [pending, setPending] = useState(false);
  const leave = () => {
    setPending(true);
    void signOut().catch(() => setPending(false));
  };
  return (
    <Button variant="ghost" pending={pending} onClick={leave}>
      Sign out
    </Button>
  );
}
