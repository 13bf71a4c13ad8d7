// A small table of names and meanings in the docs.
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";

export function DocTable(props: {
  label: string;
  columns: string[];
  rows: { name: string; cells: string[] }[];
}) {
  return (
    <div className="overflow-hidden rounded-lg border border-border bg-card">
      <Table label={props.label}>
        <TableHeader>
          <tr>
            {props.columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </tr>
        </TableHeader>
        <TableBody>
          {props.rows.map((row) => (
            <TableRow key={row.name}>
              <TableCell className="align-top">
                <code className="whitespace-nowrap font-mono text-xs">{row.name}</code>
              </TableCell>
              {row.cells.map((cell) => (
                <TableCell key={cell} className="min-w-36 align-top">
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
