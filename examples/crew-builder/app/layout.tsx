import "./crew.css";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { COOKIE, MEMBERS, visitor } from "../team.ts";
import { MemberPicker } from "./member-picker.tsx";

export const metadata: Metadata = { title: "Crew Builder", description: "Who is needed for a job." };

export default async function Layout({ children }: { children: ReactNode }) {
  const member = await visitor();
  return (
    <html lang="en">
      <body>
        <header>
          <Link href="/" className="brand">
            Crew Builder
          </Link>
          <nav>
            <Link href="/">Build</Link>
            <Link href="/settings">Settings</Link>
          </nav>
          <MemberPicker members={MEMBERS} picked={member.id} pick={pick} />
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

async function pick(member: string): Promise<void> {
  "use server";
  (await cookies()).set(COOKIE, member, { httpOnly: true, sameSite: "strict" });
}
