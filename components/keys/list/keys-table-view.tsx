"use client";
// What KeysTable is made of; in a chunk of its own.
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { copyText } from "#components/feedback/copy-button.tsx";
import { KeyDialogs, useKeyDialogs } from "#components/keys/dialogs/key-dialogs.tsx";
import { keyMenu } from "#components/keys/key-menu.ts";
import { mayChange } from "#components/keys/key-rights.ts";
import { BulkActions } from "#components/keys/list/bulk-actions.tsx";
import { keyColumns } from "#components/keys/list/key-columns.tsx";
import { CONCERNS, KEY_PARAMS } from "#components/keys/list/key-filters.ts";
import { KeySearch } from "#components/keys/list/key-search.tsx";
import { KeysEmpty } from "#components/keys/list/keys-empty.tsx";
import type { KeysTableProps } from "#components/keys/list/keys-table.tsx";
import { TenantFilter } from "#components/keys/list/tenant-filter.tsx";
import { useKeyStateChange } from "#components/keys/use-key-state-change.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { ChoiceFilter } from "#components/table/choice-filter.tsx";
import { ColumnChooser } from "#components/table/column-chooser.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";
import { KEY_STATUSES } from "#lib/shared/key-status.ts";

export default function KeysTableView(props: KeysTableProps) {
  const { rights, actions, now, timeZone, weeks, findTenants } = props;
  const dialogs = useKeyDialogs();
  const change = useKeyStateChange(actions);
  const columns = useMemo(
    () => keyColumns({ now, timeZone, weeks }, findTenants !== undefined),
    [now, timeZone, weeks, findTenants],
  );
  const menu: DataColumn<KeyView> = {
    id: "actions",
    header: "Actions",
    card: "action",
    required: true,
    cell: (key) => (
      <RowMenu
        label={`Actions for ${key.name}`}
        items={keyMenu(key, mayChange(rights, key), {
          onCopyId: async () => {
            if (await copyText(key.id)) toast.success("Id copied");
          },
          onRotate: () => dialogs.show("rotate", key),
          onDisable: () => void change.disable(key),
          onEnable: () => void change.enable(key),
          onRevoke: () => dialogs.show("revoke", key),
        })}
      />
    ),
  };
  const everyColumn = [...columns, menu];
  return (
    <Card>
      <FilterBar
        params={[...KEY_PARAMS, "tenant"]}
        views={props.views}
        tools={<ColumnChooser columns={everyColumn} />}
      >
        <KeySearch place={props.place} base={props.base} lookup={props.lookup} />
        <Filters findTenants={findTenants} rows={props.rows} />
      </FilterBar>
      <DataTable
        label="Keys"
        rows={props.rows}
        columns={everyColumn}
        rowId={(key) => key.id}
        rowLabel={(key) => key.name}
        rowHref={(key) => `${props.base}/${key.id}`}
        bulkActions={
          rights.all
            ? (keys, clear) => <BulkActions keys={keys.filter(isOpen)} clear={clear} actions={actions} />
            : undefined
        }
        empty={<KeysEmpty unused={props.unfiltered} mayCreate={rights.create} baseUrl={props.baseUrl} />}
        footer={<Pager nextCursor={props.nextCursor} summary={summaryOf(props.rows.length)} />}
      />
      <KeyDialogs dialogs={dialogs} actions={actions} />
    </Card>
  );
}

function Filters({ findTenants, rows }: Pick<KeysTableProps, "findTenants" | "rows">) {
  const chosenTag = useSearchParams().get("tag");
  const tags = [...new Set([...(chosenTag ? [chosenTag] : []), ...rows.flatMap((key) => key.tags)])].sort();
  return (
    <>
      {findTenants ? <TenantFilter find={findTenants} /> : null}
      <ChoiceFilter
        param="status"
        label="Status"
        options={KEY_STATUSES.map((status) => ({ value: status, label: titled(status) }))}
      />
      <ChoiceFilter param="concern" label="Needs a look" options={[...CONCERNS]} />
      {tags.length > 0 ? (
        <ChoiceFilter param="tag" label="Tag" options={tags.map((tag) => ({ value: tag, label: tag }))} />
      ) : null}
    </>
  );
}

function isOpen(key: KeyView): boolean {
  return key.status !== "revoked";
}

function summaryOf(count: number): string {
  return count === 1 ? "1 key" : `${count} keys on this page`;
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
