import { ResetRequestForm } from "#components/auth/reset-request-form.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requestResetAction } from "../actions.ts";

export const metadata = { title: "Set a new password" };

export default function ResetRequestPage() {
  return (
    <AuthFrame
      title="Set a new password"
      description="Give your address, and we send you a link."
      footer={<TextLink href="/sign-in">Back to the sign-in</TextLink>}
    >
      <ResetRequestForm act={requestResetAction} />
    </AuthFrame>
  );
}
