// Says a refusal in a header, too: nginx's auth_request keeps headers of an answer and drops its body.
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Answer, Handler } from "#lib/http/api-request.ts";
import { problem, problemOf } from "#lib/http/problem.ts";

const HEADER = "X-Keyhold-Problem";
/** With everything else it must fit into the 4 kB that proxies keep for the head of an answer. */
const LONGEST = 2_000;

/** Adds the problem document of every answer but 200 as X-Keyhold-Problem, unless it is longer than 2,000 characters. */
export function withProblemHeader(handler: Handler): Handler {
  return (request) => {
    const failed = (error: unknown): Answer => {
      const known = toDomainError(error);
      if (known.code === "internal") throw error;
      return problem(known, request.requestId, headerOf(JSON.stringify(problemOf(known, request.requestId))));
    };
    try {
      const answer = handler(request);
      return answer instanceof Promise ? answer.then(named, failed) : named(answer);
    } catch (error) {
      return failed(error);
    }
  };
}

function named(answer: Answer): Answer {
  if (answer instanceof Response || !("text" in answer) || answer.text === null) return answer;
  return { ...answer, headers: { ...answer.headers, ...headerOf(answer.text) } };
}

function headerOf(document: string): Record<string, string> {
  const line = document.replace(/[^\x20-\x7e]/g, escaped);
  return line.length <= LONGEST ? { [HEADER]: line } : {};
}

/** As JSON writes it: a header holds ASCII. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
