// How long an old secret may work on beside the new one.

export const OVERLAPS = [
  { seconds: 0, label: "No overlap", meaning: "The old secret stops now. For one that has leaked." },
  { seconds: 3_600, label: "1 hour", meaning: "For one place that is changed right away." },
  { seconds: 86_400, label: "24 hours", meaning: "For a usual deployment." },
  { seconds: 604_800, label: "7 days", meaning: "For several teams." },
  { seconds: 2_592_000, label: "30 days", meaning: "For customers who change it themselves." },
];
