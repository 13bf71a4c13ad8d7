// The Date of answers, made once a second.
const SECOND_MS = 1_000;

let text = "";
let untilMs = 0;

/** The present second as HTTP writes it. */
export function dateText(nowMs = Date.now()): string {
  if (nowMs >= untilMs || nowMs < untilMs - SECOND_MS) {
    text = new Date(nowMs).toUTCString();
    untilMs = nowMs - (nowMs % SECOND_MS) + SECOND_MS;
  }
  return text;
}
