import { MailQuestionMark } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Outbox } from "#components/mail/outbox.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { getMail } from "#lib/mail/get-mail.ts";
import { listMails } from "#lib/mail/list-mails.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export const metadata: Metadata = { title: "Mail" };

type Query = Record<string, string | string[] | undefined>;

export default async function MailPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { mail, cursor } = await searchParams;
  const viewer = await viewerIn("platform");
  const canRead = viewer.permissions.includes("system:write");
  const page = await read(listMails, { cursor: typeof cursor === "string" ? cursor : null }, "platform");
  const open = canRead && typeof mail === "string" ? await read(getMail, { mailId: mail }, "platform") : null;
  return (
    <Page narrow>
      <PageHeader
        title="Mail"
        breadcrumbs={[{ label: "System", href: "/admin/system" }, { label: "Mail" }]}
        description={
          webSettings().sendsMail
            ? "What Keyhold wrote to people. A mail's text is forgotten once it was sent."
            : "No mail server is set up, so mails wait here. Read them and hand their links on yourself, or set SMTP_URL."
        }
      />
      <Card>
        <CardContent>
          {page.items.length === 0 ? (
            <EmptyState
              icon={<MailQuestionMark />}
              title="No mail yet"
              text="Invitations and password resets appear here as soon as they are written."
            />
          ) : (
            <Outbox
              mails={page.items}
              open={open}
              canRead={canRead}
              now={new Date()}
              timeZone={viewer.user.timeZone ?? "UTC"}
            />
          )}
        </CardContent>
      </Card>
      {page.nextCursor ? (
        <ButtonLink
          variant="outline"
          className="justify-self-center"
          href={`/admin/system/mail?cursor=${encodeURIComponent(page.nextCursor)}`}
        >
          Older mails
        </ButtonLink>
      ) : null}
    </Page>
  );
}
