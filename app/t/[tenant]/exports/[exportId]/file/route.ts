// The file of one of a tenant's exports.
import { exportAnswer } from "../../export-answer.ts";

export async function GET(_: Request, context: { params: Promise<{ tenant: string; exportId: string }> }) {
  const { tenant, exportId } = await context.params;
  return exportAnswer({ tenant }, exportId);
}
