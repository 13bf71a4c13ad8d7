import { Lock } from "lucide-react";
import { MessagePage } from "#components/feedback/message-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata = { title: "No access" };

export default function Forbidden() {
  return (
    <MessagePage
      icon={<Lock />}
      title="You may not see this page"
      text="Your role does not include it. An owner of the workspace, or an admin of the platform, can change that."
      action={
        <ButtonLink href="/" size="lg">
          Go to the start
        </ButtonLink>
      }
    />
  );
}
