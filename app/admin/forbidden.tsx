import { NoAccess } from "#components/feedback/no-access.tsx";
import { Page } from "#components/shell/page.tsx";

export default function Forbidden() {
  return (
    <Page>
      <h1 className="sr-only">No access</h1>
      <NoAccess what="see this page" needs="platform admin" />
    </Page>
  );
}
