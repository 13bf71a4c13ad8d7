import { expect, it } from "vitest";
import { plainHttpWarning } from "#lib/cli/elsewhere/plain-http.ts";

it.each([
  "http://keyhold.example.com",
  "http://127.example.com:4000",
  "http://localhost.example.com",
  "http://notlocalhost",
  "http://10.0.0.7:4000/base",
  "http://[2001:db8::1]:4000",
])("warns of %s", (url) => {
  expect(plainHttpWarning(url)).toContain("https");
});

it.each([
  "https://keyhold.example.com",
  "http://localhost:4000",
  "http://keyhold.localhost",
  "http://127.0.0.1:4000/base",
  "http://127.1",
  "http://[::1]:4000",
])("says nothing of %s", (url) => {
  expect(plainHttpWarning(url)).toBeNull();
});
