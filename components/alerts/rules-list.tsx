"use client";
// What people are told of: each rule with when it fires and how it is told, switched, tried and changed in place.
import { FlaskConical, Pencil, Power, RotateCcw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { RuleActions } from "#components/alerts/alert-actions.ts";
import { channelText, ruleText, SeverityBadge } from "#components/alerts/alert-words.tsx";
import { useAct } from "#components/form/use-act.ts";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { toast } from "#components/ui/toast.ts";
import type { AlertRuleView } from "#lib/alerts/view.ts";
import type { Place } from "#lib/web/place.ts";

const RuleDialog = dynamic(() => import("#components/alerts/rule-dialog.tsx"), { ssr: false });

export interface RulesListProps {
  rules: AlertRuleView[];
  place: Place;
  mayWrite: boolean;
  actions: RuleActions;
}

export function RulesList(props: RulesListProps) {
  const [editing, setEditing] = useState<AlertRuleView | null>(null);
  return (
    <>
      <ul className="divide-y" aria-label="Rules">
        {props.rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} onEdit={() => setEditing(rule)} {...props} />
        ))}
      </ul>
      {editing ? (
        <RuleDialog
          rule={editing}
          place={props.place}
          update={props.actions.update}
          onOpenChange={(open) => !open && setEditing(null)}
        />
      ) : null}
    </>
  );
}

interface RowProps {
  rule: AlertRuleView;
  onEdit: () => void;
}

function RuleRow({ rule, mayWrite, ...props }: RulesListProps & RowProps) {
  const menu = useMenu({ rule, ...props });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3.5 sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="break-words font-medium text-sm">{rule.name}</span>
          <SeverityBadge severity={rule.severity} />
          {rule.enabled ? null : <Badge tone="outline">Off</Badge>}
          {rule.mutedUntil ? <Badge tone="outline">Muted</Badge> : null}
          {rule.builtIn && !rule.unchanged ? <Badge>Changed</Badge> : null}
        </p>
        <p className="break-words text-ui">{ruleText(rule)}</p>
        <p className="text-muted-foreground text-xs">Told by {channelText(rule.channels)}</p>
      </div>
      {mayWrite ? <RowMenu label={`Actions for ${rule.name}`} items={menu} /> : null}
    </li>
  );
}

function useMenu({
  rule,
  place,
  actions,
  onEdit,
}: Pick<RulesListProps, "place" | "actions"> & RowProps): MenuItem[] {
  const update = useAct(actions.update);
  const remove = useAct(actions.remove);
  const test = useAct(actions.test);
  const toggle = async () => {
    await update.runAloud(place, { ruleId: rule.id, enabled: !rule.enabled });
  };
  const tryOut = async () => {
    const done = await test.runAloud(place, { ruleId: rule.id });
    if (done) toast.success("A test is on its way", { description: "It is marked as one on every channel." });
  };
  const end = async () => {
    const done = await remove.runAloud(place, { ruleId: rule.id });
    if (done) toast.success(rule.builtIn ? `${rule.name} is as it was at first` : `${rule.name} is deleted`);
  };
  const last: MenuItem = rule.builtIn
    ? { label: "Back to the defaults", icon: <RotateCcw />, disabled: rule.unchanged, onSelect: end }
    : { label: "Delete", icon: <Trash2 />, danger: true, onSelect: end };
  return [
    { label: "Change", icon: <Pencil />, onSelect: onEdit },
    { label: "Send a test", icon: <FlaskConical />, onSelect: tryOut },
    { label: rule.enabled ? "Switch off" : "Switch on", icon: <Power />, onSelect: toggle },
    { separator: true },
    last,
  ];
}
