// A single-use link that opens nothing any more.
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export function LinkGone(props: { text: string; href: string; action: string }) {
  return (
    <AuthFrame title="This link does not work any more" description={props.text}>
      <ButtonLink href={props.href} size="lg" variant="outline">
        {props.action}
      </ButtonLink>
    </AuthFrame>
  );
}
