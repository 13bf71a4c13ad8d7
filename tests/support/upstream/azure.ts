// Azure OpenAI's version of OpenAI's wire format below /openai/v1: the key in a header of its own, deployments for models,
// and what its filters found, before everything else.
import { openAiChat } from "./openai.ts";
import { type Exchange, json } from "./server.ts";

const DEPLOYMENTS = ["our-mini"];
const FOUND = {
  hate: { filtered: false, severity: "safe" },
  violence: { filtered: false, severity: "safe" },
};

export async function azureChat(url: string, exchange: Exchange): Promise<void> {
  const { received, response } = exchange;
  const { headers, body } = received;
  if (!headers["api-key"] || headers.authorization)
    return refuse(
      response,
      401,
      "401",
      "Access denied due to invalid subscription key or wrong API endpoint.",
    );
  if (!url.startsWith("/azure/openai/v1/chat/completions"))
    return refuse(response, 404, "404", "Resource not found");
  if (!DEPLOYMENTS.includes(body.model))
    return refuse(
      response,
      404,
      "DeploymentNotFound",
      "The API deployment for this resource does not exist.",
    );
  const prompt_filter_results = [{ prompt_index: 0, content_filter_results: FOUND }];
  const begin = { choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results };
  return openAiChat({ ...exchange, begin });
}

function refuse(response: Exchange["response"], status: number, code: string, message: string): void {
  json(response, status, { error: { code, message } });
}
