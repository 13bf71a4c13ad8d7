import { RuleForm, type RuleFormProps } from "#components/alerts/rule-form.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { listKeys } from "#lib/keys/list-keys.ts";
import { ALERT_METRICS } from "#lib/shared/alerts.ts";
import { read } from "#lib/web/read.ts";
import { areaOf } from "./area.ts";

const MOST_KEYS = 200;

/** The form of a new rule; `metric meter key env` in the address are what a chart shows. */
export async function NewRulePage(props: Pick<RuleFormProps, "place" | "create"> & { search: Search }) {
  const { place, create, search } = props;
  const area = areaOf(place);
  const keys = place === "platform" ? [] : (await read(listKeys, { limit: MOST_KEYS }, place)).items;
  const named = textOf(search, "metric");
  const environment = textOf(search, "env");
  const keyId = textOf(search, "key") ?? "";
  return (
    <Page narrow>
      <PageHeader
        title="New rule"
        breadcrumbs={[{ label: "Alerts", href: `${area}/alerts` }, { label: "New rule" }]}
        description="Says when somebody is told, on any measure that a chart shows."
      />
      <Card>
        <CardContent>
          <RuleForm
            place={place}
            area={area}
            create={create}
            keys={keys.map(({ id, name }) => ({ id, name }))}
            start={{
              metric: ALERT_METRICS.find((metric) => metric === named) ?? "calls",
              meter: textOf(search, "meter") ?? "",
              keyId: keys.some(({ id }) => id === keyId) ? keyId : "",
              environment: environment === "live" || environment === "test" ? environment : "",
            }}
          />
        </CardContent>
      </Card>
    </Page>
  );
}
