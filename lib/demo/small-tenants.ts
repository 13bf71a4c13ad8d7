// Customers at the edges: one that only tries, one that went away, one that is suspended.
import type { TenantStory, Traffic } from "./story.ts";

const traffic = (
  perDay: number,
  shape: Traffic["shape"],
  uses: string[],
  rest: Partial<Traffic> = {},
): Traffic[] => [{ perDay, shape, uses, agent: "axios/1.13", addresses: ["203.0.113.201"], ...rest }];

/** Its three calls are told one by one. */
export const tinyRobot: TenantStory = {
  clientId: "tiny_robot",
  name: "Tiny Robot Studio",
  plan: "basic",
  timeZone: "UTC",
  made: 6,
  people: [{ name: "Sam Okafor", email: "sam@tinyrobot.example", role: "owner" }],
  api: { "models:read": ["GET /models"], "models:write": ["POST /models"] },
  keys: [
    {
      name: "first steps",
      made: 5.5,
      by: "sam",
      scopes: ["models:read"],
      traffic: [2.1, 2.05, 1.3].flatMap((ago) =>
        traffic(1, "steady", ["models:read"], { since: ago, until: ago, agent: "curl/8.15" }),
      ),
    },
    { name: "production, later", made: 5.4, by: "sam", scopes: ["models:*"] },
    { name: "my laptop", made: 2.2, by: "sam", environment: "test", scopes: ["models:*"] },
  ],
};

const GONE = { until: 40 };

export const fernweh: TenantStory = {
  clientId: "fernweh_reisen",
  name: "Fernweh Reisen",
  plan: "basic",
  timeZone: "Europe/Berlin",
  made: 150,
  people: [
    { name: "Klara Hoffmann", email: "klara@fernweh.example", role: "owner" },
    { name: "Ben Schuster", email: "ben@fernweh.example", role: "developer" },
  ],
  api: { "trips:read": ["GET /trips", "GET /trips/{id}"], "bookings:write": ["POST /bookings"] },
  keys: [
    {
      name: "website",
      made: 145,
      by: "klara",
      expiresInDays: 365,
      scopes: ["trips:read", "bookings:write"],
      traffic: traffic(55, "consumer", ["trips:read", "bookings:write"], GONE),
    },
    {
      name: "newsletter",
      made: 140,
      by: "ben",
      expiresInDays: 365,
      scopes: ["trips:read"],
      traffic: traffic(18, "bursts", ["trips:read"], GONE),
    },
    {
      name: "kiosk",
      made: 133,
      by: "ben",
      expiresInDays: null,
      scopes: ["trips:read"],
      traffic: traffic(12, "office", ["trips:read"], GONE),
    },
    {
      name: "agency-partner",
      made: 120,
      by: "klara",
      scopes: ["trips:read"],
      traffic: traffic(10, "office", ["trips:read"], GONE),
    },
    {
      name: "staging",
      made: 138,
      by: "ben",
      expiresInDays: 365,
      environment: "test",
      scopes: ["*"],
      traffic: traffic(8, "office", ["bookings:write", "trips:read"], GONE),
    },
    { name: "new app", made: 52, by: "ben", expiresInDays: 365, scopes: ["trips:read"] },
  ],
};

export const halcyon: TenantStory = {
  clientId: "halcyon_games",
  name: "Halcyon Games",
  plan: "basic",
  timeZone: "America/Los_Angeles",
  made: 128,
  suspended: { ago: 6.3, reason: "Two invoices are overdue." },
  people: [
    { name: "Rae Whitlock", email: "rae@halcyon.example", role: "owner" },
    { name: "Theo Marsh", email: "theo@halcyon.example", role: "developer" },
    { name: "Ines Vidal", email: "ines@halcyon.example", role: "viewer" },
  ],
  api: { "scores:write": ["POST /scores"], "scores:read": ["GET /leaderboard"], "players:read": ["GET /me"] },
  keys: [
    {
      name: "game-server-eu",
      made: 125,
      by: "rae",
      expiresInDays: 365,
      scopes: ["scores:*", "players:read"],
      traffic: traffic(60, "consumer", ["scores:write", "scores:read"]),
    },
    {
      name: "game-server-us",
      made: 124,
      by: "rae",
      expiresInDays: 365,
      scopes: ["scores:*", "players:read"],
      traffic: traffic(50, "consumer", ["scores:write", "players:read"]),
    },
    {
      name: "leaderboard-widget",
      made: 100,
      by: "theo",
      expiresInDays: 365,
      scopes: ["scores:read"],
      traffic: traffic(25, "consumer", ["scores:read"], { strays: 0.02 }),
    },
    {
      name: "discord-bot",
      made: 84,
      by: "theo",
      expiresInDays: 365,
      scopes: ["scores:read"],
      traffic: traffic(9, "consumer", ["scores:read"], { until: 4 }),
    },
    {
      name: "beta-build",
      made: 96,
      by: "theo",
      expiresInDays: 365,
      environment: "test",
      scopes: ["*"],
      traffic: traffic(12, "office", ["scores:write"], { until: 6.3 }),
    },
    { name: "console-port", made: 30, by: "theo", scopes: ["scores:write"] },
    {
      name: "old-engine",
      made: 126,
      by: "rae",
      expiresInDays: null,
      scopes: ["scores:write"],
      revoked: { ago: 58, reason: "Replaced by the new engine." },
      traffic: traffic(7, "consumer", ["scores:write"], { until: 57 }),
    },
  ],
};
