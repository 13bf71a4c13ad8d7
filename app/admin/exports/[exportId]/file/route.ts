// The file of one of the platform's exports.
import { exportAnswer } from "#app/t/[tenant]/exports/export-answer.ts";

export async function GET(_: Request, context: { params: Promise<{ exportId: string }> }) {
  return exportAnswer("platform", (await context.params).exportId);
}
