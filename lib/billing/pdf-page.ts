// How an invoice is laid out on paper: A4, as many pages as its lines need, the head of the table on each.
import type { Document, Page, StyleSheet, Text, View } from "@react-pdf/renderer";
import { createElement as element, type ReactNode } from "react";
import type { Paper, PaperLine, PaperTotal } from "./paper.ts";
import { FACES } from "./pdf-fonts.ts";

/** What pages are made of; handed over, since it is loaded only when something is printed. */
export interface Parts {
  Document: typeof Document;
  Page: typeof Page;
  Text: typeof Text;
  View: typeof View;
}

type Style = ReturnType<typeof StyleSheet.create>[string];

const INK = "#1c1917";
const QUIET = "#6b645e";
const RULE = "#e5e0d8";
const MARKS: Record<NonNullable<Paper["mark"]>["tone"], string> = {
  good: "#15803d",
  bad: "#b91c1c",
  plain: QUIET,
};

const style = <Names extends string>(styles: Record<Names, Style>) => styles;

const S = style({
  page: {
    ...{ paddingTop: 52, paddingHorizontal: 52, paddingBottom: 92 },
    ...{ fontFamily: FACES, fontSize: 9, lineHeight: 1.45, color: INK, fontFeatureSettings: ["tnum"] },
  },
  row: { flexDirection: "row", justifyContent: "space-between", alignItems: "flex-start" },
  title: { fontSize: 22, fontWeight: 600, lineHeight: 1.15, letterSpacing: -0.4 },
  seller: { fontSize: 13, fontWeight: 600, maxWidth: 220, textAlign: "right", lineHeight: 1.3 },
  mark: {
    ...{ borderWidth: 1, borderRadius: 4, paddingHorizontal: 6, paddingTop: 2.5, paddingBottom: 1.5 },
    ...{ fontSize: 8, fontWeight: 600, letterSpacing: 0.6, marginLeft: 10, lineHeight: 1.2 },
  },
  facts: { marginTop: 18, marginBottom: 26 },
  fact: { flexDirection: "row", marginBottom: 2 },
  factLabel: { width: 92, color: QUIET },
  factValue: { flex: 1 },
  party: { width: "47%" },
  label: { color: QUIET, marginBottom: 3 },
  strong: { fontWeight: 600 },
  headline: { fontSize: 16, fontWeight: 600, lineHeight: 1.25, marginTop: 30, letterSpacing: -0.2 },
  note: { marginTop: 4, color: QUIET },
  head: {
    ...{ flexDirection: "row", marginTop: 22, paddingBottom: 6, borderBottomWidth: 1, borderColor: INK },
    ...{ color: QUIET, fontSize: 8 },
  },
  line: { flexDirection: "row", paddingTop: 8, paddingBottom: 5, borderBottomWidth: 0.75, borderColor: RULE },
  text: { flex: 1, paddingRight: 16 },
  quiet: { color: QUIET, fontSize: 8, marginTop: 1 },
  quantity: { width: 78, paddingLeft: 6, textAlign: "right" },
  unit: { width: 112, paddingLeft: 6, textAlign: "right" },
  amount: { width: 96, paddingLeft: 6, textAlign: "right" },
  totals: { width: 264, alignSelf: "flex-end", marginTop: 6 },
  total: { ...{ flexDirection: "row", justifyContent: "space-between" }, paddingVertical: 4 },
  totalLabel: { flex: 1, paddingRight: 12 },
  totalLine: { borderTopWidth: 0.75, borderColor: RULE },
  foot: {
    ...{ position: "absolute", left: 52, right: 52, top: 764, paddingTop: 8, fontSize: 8, color: QUIET },
    ...{ borderTopWidth: 0.75, borderColor: RULE },
  },
  footText: { maxWidth: 400 },
  closing: { marginTop: 28, color: QUIET },
  // Measured from above: text that is known only when the pages are counted is lost when it hangs from below.
  pageNumber: {
    ...{ position: "absolute", left: 440, right: 52, top: 772.75 },
    ...{ fontSize: 8, color: QUIET, textAlign: "right" },
  },
});

export function invoiceDocument(parts: Parts, paper: Paper) {
  const { Document, Page } = parts;
  return element(
    Document,
    {
      title: paper.name,
      author: paper.seller[0],
      language: "en",
      creationDate: paper.at,
      producer: "Keyhold",
    },
    element(
      Page,
      { size: "A4", style: S.page },
      heading(parts, paper),
      facts(parts, paper),
      parties(parts, paper),
      sum(parts, paper),
      tableHead(parts),
      ...paper.lines.map((line, index) => tableLine(parts, line, index)),
      totals(parts, paper.totals),
      closing(parts, paper),
      ...foot(parts, paper),
    ),
  );
}

function heading({ Text, View }: Parts, { title, mark, seller }: Paper) {
  const color = mark ? MARKS[mark.tone] : INK;
  return element(
    View,
    { style: S.row },
    element(
      View,
      { style: { flexDirection: "row", alignItems: "center" } },
      element(Text, { style: S.title }, title),
      mark
        ? element(Text, { style: [S.mark, { color, borderColor: color }] }, mark.text.toUpperCase())
        : null,
    ),
    element(Text, { style: S.seller }, seller[0]),
  );
}

function facts({ Text, View }: Parts, paper: Paper) {
  return element(
    View,
    { style: S.facts },
    ...paper.facts.map(({ label, value }) =>
      element(
        View,
        { key: label, style: S.fact },
        element(Text, { style: S.factLabel }, label),
        element(Text, { style: S.factValue }, value),
      ),
    ),
  );
}

function parties({ Text, View }: Parts, { seller, customer }: Paper) {
  const party = (label: string, lines: string[]) =>
    element(
      View,
      { key: label, style: S.party },
      element(Text, { style: S.label }, label),
      ...lines.map((line, index) =>
        element(Text, { key: index, style: index === 0 ? S.strong : undefined }, line),
      ),
    );
  return element(View, { style: S.row }, party("From", seller), party("Bill to", customer));
}

function sum({ Text, View }: Parts, { headline, note }: Paper) {
  return element(
    View,
    {},
    element(Text, { style: S.headline }, headline),
    note ? element(Text, { style: S.note }, note) : null,
  );
}

function tableHead({ Text, View }: Parts) {
  const cell = (where: "text" | "quantity" | "unit" | "amount", words: string) =>
    element(Text, { key: where, style: S[where] }, words);
  return element(
    View,
    { style: S.head, fixed: true },
    cell("text", "Description"),
    cell("quantity", "Quantity"),
    cell("unit", "Unit price"),
    cell("amount", "Amount"),
  );
}

/** A line is never torn between two pages. */
function tableLine({ Text, View }: Parts, line: PaperLine, index: number): ReactNode {
  return element(
    View,
    { key: index, style: S.line, wrap: false },
    element(
      View,
      { style: S.text },
      element(Text, {}, line.text),
      line.detail ? element(Text, { style: S.quiet }, line.detail) : null,
    ),
    element(Text, { style: S.quantity }, line.quantity),
    element(Text, { style: S.unit }, line.unit),
    element(Text, { style: S.amount }, line.amount),
  );
}

function totals({ Text, View }: Parts, list: PaperTotal[]) {
  return element(
    View,
    { style: S.totals, wrap: false },
    ...list.map(({ label, amount, strong }, index) =>
      element(
        View,
        { key: label, style: [S.total, index > 0 ? S.totalLine : {}, strong ? S.strong : {}] },
        element(Text, { style: S.totalLabel }, label),
        element(Text, {}, amount),
      ),
    ),
  );
}

function closing({ Text }: Parts, { footer }: Paper) {
  return footer ? element(Text, { style: S.closing }, footer) : null;
}

/** What paper it is and which page of it, at the foot of each. */
function foot({ Text, View }: Parts, { name }: Paper) {
  return [
    element(View, { key: "foot", style: S.foot, fixed: true }, element(Text, { style: S.footText }, name)),
    element(Text, {
      ...{ key: "page", style: S.pageNumber, fixed: true },
      render: ({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`,
    }),
  ];
}
