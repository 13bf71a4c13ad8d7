import { SearchX } from "lucide-react";
import { MessagePage } from "#components/feedback/message-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage
      icon={<SearchX />}
      title="There is nothing here"
      text="The page does not exist, or you may not see it. Check the address, or go back to the start."
      action={
        <ButtonLink href="/" size="lg">
          Go to the start
        </ButtonLink>
      }
    />
  );
}
