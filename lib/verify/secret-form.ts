// Whose secret a text looks like, by what providers themselves publish about the beginnings of theirs (their docs, and
// the patterns of GitHub's secret scanning). A guess for a reader, which decides nothing.

const OURS = ["live", "test", "svc"];

/** The narrower comes first. */
const FORMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Anthropic", /^sk-ant-/],
  ["OpenRouter", /^sk-or-/],
  ["OpenAI", /^(sk-(proj|svcacct|admin|None)-|sk-\w{20}T3BlbkFJ|sess-)/],
  ["OpenAI or alike", /^sk-/],
  ["Groq", /^gsk_/],
  ["xAI", /^xai-/],
  ["Perplexity", /^pplx-/],
  ["Hugging Face", /^hf_/],
  ["Replicate", /^r8_/],
  ["NVIDIA", /^nvapi-/],
  ["Google", /^(AIza[\w-]{30}|ya29\.|GOCSPX-)/],
  ["AWS", /^(AKIA|ASIA)[A-Z2-7]{12}/],
  ["GitHub", /^(gh[pousr]_|github_pat_)/],
  ["GitLab", /^gl(pat|dt|rt|ptt|cbt)-/],
  ["Slack", /^(xox[abeoprs]|xapp)-/],
  ["Stripe", /^((sk|rk|pk)_(live|test)_|whsec_)/],
  ["Shopify", /^shp(at|ca|pa|ss)_/],
  ["SendGrid", /^SG\./],
  ["Twilio", /^(SK|AC)[0-9a-f]{32}$/],
  ["Mailgun", /^key-[0-9a-z]{32}$/],
  ["npm", /^npm_/],
  ["PyPI", /^pypi-/],
  ["DigitalOcean", /^do[opr]_v1_/],
  ["Databricks", /^dapi[0-9a-f]{32}/],
  ["Linear", /^lin_(api|oauth)_/],
  ["Notion", /^(ntn_|secret_)/],
  ["Telegram", /^\d{8,10}:[\w-]{35}$/],
  ["Private key", /^-----BEGIN /],
  ["JSON Web Token", /^eyJ[\w-]+\.eyJ/],
  ["UUID", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ["Hexadecimal", /^[0-9a-f]{16,}$/i],
];

/** Such as "kh_live_" for ours, "OpenAI", or "Other". */
export function secretForm(brand: string, secret: string): string {
  const own = OURS.map((kind) => `${brand}_${kind}_`).find((prefix) => secret.startsWith(prefix));
  if (own) return own;
  const begin = secret.slice(0, 128);
  return FORMS.find(([, pattern]) => pattern.test(begin))?.[0] ?? "Other";
}

/** Such as "32 to 63", in characters. */
export function lengthClass(length: number): string {
  if (length < 16) return "up to 15";
  if (length > 512) return "more than 512";
  const least = 2 ** Math.floor(Math.log2(Math.min(length, 256)));
  return least === 256 ? "256 to 512" : `${least} to ${2 * least - 1}`;
}
