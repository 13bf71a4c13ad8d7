// A request in OpenAI's form as Anthropic's: system text apart, tool calls and their results as blocks of messages.
// What has no counterpart is refused by name rather than dropped.
import { badRequest } from "../failure.ts";
import { isObject } from "../tally.ts";
import { parsed } from "./form.ts";
import { mostOutputOf } from "./openai-chat.ts";

type Body = Record<string, unknown>;
interface Message {
  role: "user" | "assistant";
  content: Body[];
}

/** Anthropic wants to be told how long an answer may be. */
const USUAL_OUTPUT = 4_096;
const THINKING: Record<string, number> = { low: 1_024, medium: 4_096, high: 16_384 };
const UNTRANSLATABLE = [
  "logprobs",
  "top_logprobs",
  "logit_bias",
  "audio",
  "prediction",
  "functions",
  "function_call",
];

export function toAnthropic(body: Body, model: string, mostOutput: number | null): Body {
  refuseUntranslatable(body);
  const { system, messages } = messagesOf(body.messages);
  const maxTokens = mostOutputOf(body) ?? Math.min(mostOutput ?? USUAL_OUTPUT, USUAL_OUTPUT);
  const thinking = thinkingOf(body.reasoning_effort, maxTokens);
  const stop = typeof body.stop === "string" ? [body.stop] : body.stop;
  return {
    model,
    max_tokens: maxTokens,
    ...(system.length > 0 && { system }),
    messages,
    ...(isNumber(body.temperature) && !thinking && { temperature: Math.min(1, body.temperature) }),
    ...(isNumber(body.top_p) && !thinking && { top_p: body.top_p }),
    ...(Array.isArray(stop) && { stop_sequences: stop }),
    ...(body.stream === true && { stream: true }),
    ...(Array.isArray(body.tools) && { tools: body.tools.map(toolOf) }),
    ...toolChoiceOf(body),
    ...(typeof body.user === "string" && { metadata: { user_id: body.user } }),
    ...(thinking && { thinking }),
  };
}

function refuseUntranslatable(body: Body): void {
  const field = UNTRANSLATABLE.find(
    (name) => body[name] !== undefined && body[name] !== null && body[name] !== false,
  );
  if (field)
    throw badRequest(`${field} is not possible with Anthropic's models.`, field, "unsupported_parameter");
  if (isNumber(body.n) && body.n > 1)
    throw badRequest(
      "Anthropic's models give one answer at a time; leave n out.",
      "n",
      "unsupported_parameter",
    );
  if (isObject(body.response_format) && body.response_format.type !== "text")
    throw badRequest(
      "Anthropic's models take no response_format. Describe the form in a tool, and choose that tool.",
      "response_format",
      "unsupported_parameter",
    );
}

function messagesOf(list: unknown): { system: Body[]; messages: Message[] } {
  if (!Array.isArray(list) || list.length === 0)
    throw badRequest("messages is a list of at least one message.", "messages");
  const system: Body[] = [];
  const messages: Message[] = [];
  const add = (role: Message["role"], content: Body[]) => {
    const last = messages.at(-1);
    if (last?.role === role) last.content.push(...content);
    else if (content.length > 0) messages.push({ role, content });
  };
  for (const [index, message] of list.entries()) {
    const at = `messages.${index}`;
    if (!isObject(message)) throw badRequest("A message is an object with a role and content.", at);
    const { role } = message;
    if (role === "system" || role === "developer") system.push(...blocksOf(message.content, at));
    else if (role === "user") add("user", blocksOf(message.content, at));
    else if (role === "assistant")
      add("assistant", [...blocksOf(message.content, at), ...toolUses(message, at)]);
    else if (role === "tool")
      add("user", [
        { type: "tool_result", tool_use_id: message.tool_call_id, content: blocksOf(message.content, at) },
      ]);
    else throw badRequest("A role is system, developer, user, assistant or tool.", `${at}.role`);
  }
  return { system, messages };
}

function blocksOf(content: unknown, at: string): Body[] {
  if (content === null || content === undefined || content === "") return [];
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw badRequest("content is text or a list of parts.", `${at}.content`);
  return content.map((part: unknown, index) => blockOf(part, `${at}.content.${index}`));
}

function blockOf(part: unknown, at: string): Body {
  if (isObject(part)) {
    if ((part.type === "text" || part.type === "refusal") && typeof (part.text ?? part.refusal) === "string")
      return { type: "text", text: part.text ?? part.refusal };
    if (part.type === "image_url" && isObject(part.image_url) && typeof part.image_url.url === "string")
      return { type: "image", source: sourceOf(part.image_url.url) };
    if (part.type === "file" && isObject(part.file) && typeof part.file.file_data === "string")
      return { type: "document", source: sourceOf(part.file.file_data) };
  }
  throw badRequest(
    "Anthropic's models take parts of the types text, image_url and file.",
    at,
    "unsupported_parameter",
  );
}

function sourceOf(url: string): Body {
  const [, mediaType, data] = /^data:([\w.+-]+\/[\w.+-]+);base64,(.*)$/s.exec(url) ?? [];
  return mediaType && data !== undefined
    ? { type: "base64", media_type: mediaType, data }
    : { type: "url", url };
}

function toolUses({ tool_calls: calls }: Body, at: string): Body[] {
  if (!Array.isArray(calls)) return [];
  return calls.map((call: unknown, index) => {
    const named = isObject(call) && isObject(call.function) ? call.function : null;
    const input = named && (named.arguments === "" ? {} : parsed(String(named.arguments ?? "{}")));
    if (!isObject(call) || !named || !isObject(input))
      throw badRequest(
        "A tool call has an id and a function with arguments in JSON.",
        `${at}.tool_calls.${index}`,
      );
    return { type: "tool_use", id: call.id, name: named.name, input };
  });
}

function toolOf(tool: unknown, index: number): Body {
  const named = isObject(tool) && tool.type === "function" && isObject(tool.function) ? tool.function : null;
  if (!named) throw badRequest("Anthropic's models take tools of the type function.", `tools.${index}`);
  const { name, description, parameters } = named;
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: parameters ?? { type: "object", properties: {} },
  };
}

function toolChoiceOf({ tool_choice: choice, parallel_tool_calls: parallel, tools }: Body): Body {
  if (!Array.isArray(tools)) return {};
  const oneAtATime = parallel === false && { disable_parallel_tool_use: true };
  const chosen = isObject(choice) && isObject(choice.function) ? choice.function.name : null;
  if (chosen) return { tool_choice: { type: "tool", name: chosen, ...oneAtATime } };
  if (choice === "none") return { tool_choice: { type: "none" } };
  if (choice === "required") return { tool_choice: { type: "any", ...oneAtATime } };
  return oneAtATime ? { tool_choice: { type: "auto", ...oneAtATime } } : {};
}

function thinkingOf(effort: unknown, maxTokens: number): Body | null {
  const budget = typeof effort === "string" ? THINKING[effort] : undefined;
  return budget !== undefined && budget < maxTokens ? { type: "enabled", budget_tokens: budget } : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
